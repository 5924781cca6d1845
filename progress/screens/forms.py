"""The forms of the reporting screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from actions.models import Action
from actions.workflow import Rag, Status
from core.admin_forms import LOADED_VERSION, TextBlock, VersionedForm
from core.quarters import Quarter
from governance.models import Body
from progress.models import CONTENT, StatusUpdate
from progress.workflow import BorgingState, Confidence

if TYPE_CHECKING:
    ActionChoices = forms.ModelMultipleChoiceField[Action]
    BodyChoice = forms.ModelChoiceField[Body]
else:
    ActionChoices = forms.ModelMultipleChoiceField
    BodyChoice = forms.ModelChoiceField

# No version is 0.
NOT_BEGUN = 0

CHOICES = {
    "status": Status.choices,
    "rag": Rag.choices,
    "confidence": Confidence.choices,
    "borging_state": BorgingState.choices,
}
# What a field asks, where the words of the column do not say enough.
HELP = {
    "status": "Hoe ver is de actie?",
    "rag": (
        "Gaat het volgens plan? Aandacht: het dreigt mis te gaan. Knelt: het lukt niet "
        "zonder hulp of een besluit."
    ),
    "progress_pct": "Van 0 tot 100. Een schatting is goed genoeg.",
    "confidence": "Hoe groot is de kans dat het doel van 2026 wordt gehaald?",
    "bottlenecks": "Wat houdt het tegen, en wie kan daar iets aan doen?",
    "next_steps": "Wat gaat u het volgende kwartaal doen?",
    "borging_state": "Is geregeld dat het resultaat na 2026 blijft?",
    "override_reason": "",
    "plain_language": "Eén zin zonder vaktaal, voor iedereen die het overzicht leest.",
}
LABELS = {"override_reason": "Waarom klopt het toch?"}
LONG = (
    "state_of_affairs",
    "results",
    "bottlenecks",
    "next_steps",
    "borging",
    "override_reason",
)


def day_widget() -> forms.DateInput:
    """Return the browser's own choice of a day: in Dutch, and by keyboard."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def update_field(field: Any, **options: Any) -> forms.Field | None:
    """Return the form field of a column: one click for a choice, room for a text."""
    if field.name in CHOICES:
        return forms.ChoiceField(
            label=field.verbose_name.capitalize(),
            choices=CHOICES[field.name],
            required=False,
            help_text=HELP[field.name],
            widget=forms.RadioSelect,
        )
    if field.name in LONG:
        return TextBlock(
            label=LABELS.get(field.name, field.verbose_name.capitalize()),
            required=False,
            help_text=HELP.get(field.name, field.help_text),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    if field.name in HELP:
        options["help_text"] = HELP[field.name]
    if field.name == "plain_language":
        options["widget"] = forms.Textarea(attrs={"rows": 3, "maxlength": 300})
    if field.name == "progress_pct":
        options["widget"] = forms.NumberInput(
            attrs={"min": 0, "max": 100, "inputmode": "numeric"}
        )
    found: forms.Field | None = field.formfield(**options)
    return found


class UpdateForm(VersionedForm):
    """What a secretary writes on one action.

    The form of an action that nobody began shows the words of the last update, and no
    version. When a colleague begins meanwhile, that is what was on the screen.
    """

    class Meta:
        model = StatusUpdate
        fields = (*CONTENT, "override_reason")
        formfield_callback = update_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_stale and self.loaded == NOT_BEGUN:
            self.seen = self._as_it_began()
            self.initial.update(self._values_of(self.seen))

    @property
    def loaded(self) -> int | None:
        """The version on the screen; NOT_BEGUN when nothing was stored yet."""
        if self.is_bound and self.data.get(LOADED_VERSION) == "":
            return NOT_BEGUN
        return super().loaded

    def _as_it_began(self) -> StatusUpdate:
        stored = cast(StatusUpdate, self.stored)
        before = stored.prefilled_from
        return StatusUpdate(
            action_id=stored.action_id,
            round_id=stored.round_id,
            sequence=stored.sequence,
            corrects_id=stored.corrects_id,
            prefilled_from=before,
            is_fictitious=stored.is_fictitious,
            **(before.content() if before else {}),
        )


class ReturnForm(forms.Form):
    """Why an update is sent back."""

    reason = forms.CharField(
        label="Waarom stuurt u het terug?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class OpenRoundForm(forms.Form):
    """The quarter to report on and until when."""

    quarter = forms.CharField(
        label="Kwartaal", help_text="Waarover men bericht, bijvoorbeeld 2026-Q3."
    )
    opens_date = forms.DateField(label="Open vanaf", widget=day_widget())
    due_date = forms.DateField(label="Inleveren uiterlijk", widget=day_widget())

    def clean_quarter(self) -> Quarter:
        """Return the quarter as a value."""
        try:
            return Quarter.parse(self.cleaned_data["quarter"].strip())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ExtendForm(forms.Form):
    """More time, for one werkgroep or for all."""

    werkgroep = BodyChoice(
        label="Voor wie",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Iedereen",
    )
    due_date = forms.DateField(label="Inleveren uiterlijk", widget=day_widget())
    reason = forms.CharField(label="Reden", max_length=500)

    def __init__(self, *args: Any, werkgroepen: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["werkgroep"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = werkgroepen


class ReopenForm(forms.Form):
    """Why a closed round opens again."""

    reason = forms.CharField(label="Reden", max_length=500)


class EscalationForm(forms.Form):
    """A question for a higher body, on one or more actions."""

    actions = ActionChoices(
        label="Over welke acties",
        queryset=Action.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(
        label="Wat moet er besloten worden?",
        max_length=300,
        help_text="In één zin.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    explanation = forms.CharField(
        label="Toelichting",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, actions: QuerySet[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["actions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = actions

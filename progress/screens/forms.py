"""The forms of the reporting screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from actions.models import Action
from actions.workflow import Rag, Status
from core.admin_forms import TextBlock, VersionedForm
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

CHOICES = {
    "status": Status.choices,
    "rag": Rag.choices,
    "confidence": Confidence.choices,
    "borging_state": BorgingState.choices,
}
LONG = (
    "state_of_affairs",
    "results",
    "bottlenecks",
    "next_steps",
    "borging",
    "override_reason",
)


def update_field(field: Any, **options: Any) -> forms.Field | None:
    """Return the form field of a column: one click for a choice, room for a text."""
    if field.name in CHOICES:
        return forms.ChoiceField(
            label=field.verbose_name.capitalize(),
            choices=CHOICES[field.name],
            required=False,
            widget=forms.RadioSelect,
        )
    if field.name in LONG:
        return TextBlock(
            label=field.verbose_name.capitalize(),
            required=False,
            help_text=field.help_text,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    found: forms.Field | None = field.formfield(**options)
    if found is not None and field.name == "plain_language":
        found.widget = forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    return found


class UpdateForm(VersionedForm):
    """What a secretary writes on one action."""

    class Meta:
        model = StatusUpdate
        fields = (*CONTENT, "override_reason")
        formfield_callback = update_field


class ReturnForm(forms.Form):
    """Why an update is sent back."""

    reason = forms.CharField(
        label="Waarom stuurt u het terug?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class OpenRoundForm(forms.Form):
    """The quarter to report on and until when."""

    quarter = forms.CharField(label="Kwartaal", help_text="Bijvoorbeeld 2026-Q3.")
    opens_date = forms.DateField(label="Open vanaf")
    due_date = forms.DateField(label="Inleveren uiterlijk")

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
    due_date = forms.DateField(label="Nieuwe uiterste dag")
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

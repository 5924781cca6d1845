/* select2 puts a box of its own in the place of a choice and names it after what is
   chosen, so an empty one has no name. Name it after the label of the choice as well. */
"use strict";

(function () {
  function labelOf(select) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    if (label) {
      label.id = label.id || `${select.id}-label`;
      return label.id;
    }
    const id = `${select.id}-name`;
    if (!document.getElementById(id)) {
      const name = document.createElement("span");
      name.id = id;
      name.className = "visually-hidden";
      name.textContent = select.getAttribute("aria-label");
      select.after(name);
    }
    return id;
  }

  function nameBoxes(root) {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const box = select.parentElement.querySelector("[role=combobox]");
      if (box && !select.id.includes("__prefix__")) {
        const shown = document.getElementById(`select2-${select.id}-container`);
        box.setAttribute("aria-labelledby", `${labelOf(select)} ${shown.id}`);
        shown.setAttribute("aria-labelledby", labelOf(select));
      }
    }
  }

  // Django makes the boxes in callbacks of its own; these come after them.
  document.addEventListener("DOMContentLoaded", () => {
    window.django.jQuery(() => nameBoxes(document));
  });
  document.addEventListener("formset:added", (event) => {
    window.setTimeout(() => nameBoxes(event.target), 0);
  });
})();

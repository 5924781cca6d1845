// Tells how far publishing is, and how many files are made. Without it everything
// works as well: the words stand on the page that comes next.
(() => {
  "use strict";

  const WAIT = 1000;

  const ask = async (address) => {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? response.json() : null;
  };

  const words = (told) => {
    if (!told || !told.published) return "Bezig: het overzicht wordt vastgezet.";
    if (told.files < told.of) {
      return `Het overzicht staat vast. ${told.files} van ${told.of} bestanden klaar.`;
    }
    return "Klaar: alle bestanden zijn er.";
  };

  // A list of files that are still being made.
  for (const list of document.querySelectorAll("ul[data-progress]")) {
    const line = list.parentElement.querySelector("[data-progress-words]");
    const look = async () => {
      const told = await ask(list.dataset.progress);
      if (line) line.textContent = words(told);
      if (told && told.files >= told.of) {
        const again = document.createElement("a");
        again.href = "";
        again.textContent = "Toon ze";
        line.append(" ", again);
      } else {
        setTimeout(look, 2 * WAIT);
      }
    };
    setTimeout(look, WAIT);
  }

  // The form that publishes: while the server works, say how far it is.
  const form = document.querySelector("form[data-progress-form]");
  if (form) {
    form.addEventListener("submit", () => {
      const next = Object.fromEntries(
        form.dataset.next.split(",").map((pair) => pair.split("=")),
      );
      const quarter = form.elements.kwartaal.value;
      const address =
        `${form.dataset.progress}${quarter}/versie/${next[quarter]}/voortgang`;
      const line = form.querySelector("[data-progress-words]");
      line.textContent = words(null);
      const look = async () => {
        try {
          line.textContent = words(await ask(address));
        } catch {
          // The page is leaving already.
        }
        setTimeout(look, WAIT);
      };
      setTimeout(look, WAIT);
      // A second press would be refused, but not understood.
      form.querySelector("button").disabled = true;
    });
  }
})();

/* Saves a draft while it is written, and keeps what was typed on this machine until the
   server has it: an expired session or a broken connection loses nothing. Without this
   script the form works with its buttons. */
(function () {
  "use strict";
  var form = document.getElementById("bericht");
  var summary = document.querySelector("[data-takes-focus]");
  if (summary) { summary.focus(); }
  if (!form || form.hasAttribute("data-read-only")) { return; }

  var status = document.getElementById("bewaard");
  var doubts = document.getElementById("twijfel");
  var reason = document.getElementById("toch");
  var version = form.elements.loaded_version;
  var key = form.dataset.key;
  var timer = null;
  var saving = false;
  var again = false;
  var dirty = false;
  var stopped = false;
  var waiting = null;

  function typed() {
    var values = {};
    new FormData(form).forEach(function (value, name) {
      if (name !== "csrfmiddlewaretoken" && name !== "loaded_version") { values[name] = value; }
    });
    return values;
  }
  function keep() {
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: typed() })); } catch (e) { /* full or switched off: the server still has it */ }
  }
  function forget() { try { localStorage.removeItem(key); } catch (e) { /* nothing kept */ } }
  function kept() { try { return JSON.parse(localStorage.getItem(key)); } catch (e) { return null; } }

  function tell(text, isProblem) {
    status.textContent = text;
    status.classList.toggle("problem", Boolean(isProblem));
  }
  function showDoubts(list) {
    var ul = doubts.querySelector("ul");
    var now = list.join("\n");
    if (ul.dataset.told === now) { return; }
    ul.dataset.told = now;
    ul.replaceChildren();
    list.forEach(function (text) {
      var li = document.createElement("li");
      li.textContent = text;
      ul.appendChild(li);
    });
    doubts.hidden = list.length === 0;
    reason.hidden = list.length === 0 && !form.elements.override_reason.value;
  }
  function save() {
    if (stopped) { return; }
    if (saving) { again = true; return; }
    saving = true;
    dirty = false;
    fetch(form.dataset.save, { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Requested-With": "fetch" } })
      .then(function (response) {
        var isJson = (response.headers.get("content-type") || "").indexOf("json") !== -1;
        if (response.redirected || !isJson) {
          stopped = true;
          tell("U bent uitgelogd. Uw tekst is op dit apparaat bewaard. Log in een nieuw tabblad in en kom hier terug.", true);
          return null;
        }
        return response.json().then(function (body) { return { ok: response.ok, status: response.status, body: body }; });
      })
      .then(function (answer) {
        if (!answer) { return; }
        if (answer.ok) {
          version.value = answer.body.version;
          showDoubts(answer.body.doubts);
          if (!dirty) { forget(); }
          tell("Concept bewaard om " + answer.body.saved + ".");
        } else if (answer.status === 409) {
          stopped = true;
          tell((answer.body.message || "Niet bewaard.") + " Uw tekst staat nog op dit scherm. Klik op Opslaan om te zien wat er verschilt.", true);
        } else {
          tell("Nog niet bewaard: er staat een fout in het formulier. Uw tekst blijft staan.", true);
        }
      })
      .catch(function () { tell("Geen verbinding. Uw tekst is op dit apparaat bewaard.", true); })
      .finally(function () {
        saving = false;
        if (waiting) { var button = waiting; waiting = null; form.requestSubmit(button); return; }
        if (again) { again = false; save(); }
      });
  }
  function changed() {
    dirty = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", function (event) {
    clearTimeout(timer);
    again = false;
    if (saving) {
      // The version on the form is about to change: sending now would be a conflict
      // with ourselves.
      event.preventDefault();
      waiting = event.submitter;
      return;
    }
    stopped = true;
  });

  var old = kept();
  if (old && JSON.stringify(old.values) !== JSON.stringify(typed())) {
    var box = document.createElement("p");
    box.className = "note";
    box.setAttribute("role", "status");
    box.append("Er staat nog niet opgeslagen tekst van u op dit apparaat, van " + new Date(old.at).toLocaleString("nl-NL", { dateStyle: "long", timeStyle: "short" }) + ". ");
    var back = document.createElement("button");
    back.type = "button";
    back.className = "button";
    back.textContent = "Zet die tekst terug";
    back.addEventListener("click", function () {
      Object.keys(old.values).forEach(function (name) {
        var field = form.elements[name];
        if (!field) { return; }
        if (field instanceof RadioNodeList) { field.value = old.values[name]; } else { field.value = old.values[name]; }
      });
      box.remove();
      changed();
    });
    var away = document.createElement("button");
    away.type = "button";
    away.className = "button";
    away.textContent = "Gooi weg";
    away.addEventListener("click", function () { forget(); box.remove(); });
    box.append(back, " ", away);
    form.before(box);
  } else {
    forget();
  }
})();

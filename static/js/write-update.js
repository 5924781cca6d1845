/* Saves a draft while it is written, and keeps what was typed on this machine until the
   server has it: an expired session or a broken connection loses nothing. Without this
   script the form works with its buttons. */
(function () {
  "use strict";
  var summary = document.querySelector("[data-takes-focus]");
  if (summary) { summary.focus(); }
  var form = document.getElementById("bericht");
  if (!form || form.hasAttribute("data-read-only")) { return; }

  var WAIT_AFTER_TYPING = 1500;
  var WAIT_AFTER_CHOOSING = 200;
  var RETRY = 5000;
  var OWN = ["csrfmiddlewaretoken", "loaded_version", "reread"];

  var status = document.getElementById("bewaard");
  var doubts = document.getElementById("twijfel");
  var rereading = document.getElementById("nagelezen");
  var version = form.elements.loaded_version;
  var token = form.elements.csrfmiddlewaretoken;
  var key = form.dataset.key;
  var timer = null;
  var saving = false;
  var again = false;
  var dirty = false;
  var stopped = false;
  var signedOut = false;
  var waiting = null;

  function typed() {
    var values = {};
    new FormData(form).forEach(function (value, name) {
      if (OWN.indexOf(name) === -1) { values[name] = value.replace(/\r\n/g, "\n"); }
    });
    return values;
  }
  function isSame(one, other) {
    return Object.keys(Object.assign({}, one, other)).every(function (name) {
      return (one[name] || "") === (other[name] || "");
    });
  }
  var loaded = typed();

  /* --- the copy on this machine --- */

  function keep() {
    var copy = { at: Date.now(), version: version.value, values: typed() };
    try { localStorage.setItem(key, JSON.stringify(copy)); } catch (e) { /* full or switched off: the server still has it */ }
  }
  function forget() { try { localStorage.removeItem(key); } catch (e) { /* nothing kept */ } }
  function kept() { try { return JSON.parse(localStorage.getItem(key)); } catch (e) { return null; } }

  /* --- what people are told --- */

  function tell(text, isProblem) {
    status.replaceChildren(text);
    status.classList.toggle("problem", Boolean(isProblem));
  }
  function tellSignedOut() {
    tell("U bent uitgelogd. Uw tekst is op dit apparaat bewaard. ", true);
    var link = document.createElement("a");
    link.href = form.dataset.login;
    link.target = "_blank";
    link.textContent = "Log opnieuw in (nieuw tabblad)";
    status.append(link, ". Daarna gaat het hier vanzelf verder.");
  }
  function showDoubts(list) {
    var ul = doubts.querySelector("ul");
    var now = list.join("\n");
    if (ul.dataset.told !== now) {
      ul.dataset.told = now;
      ul.replaceChildren.apply(ul, list.map(function (text) {
        var li = document.createElement("li");
        li.textContent = text;
        return li;
      }));
    }
    doubts.hidden = list.length === 0 && !form.elements.override_reason.value;
  }
  function markWhatChanged(name) {
    var tag = form.querySelector(".field-" + name + " .taken-over");
    if (tag) { tag.hidden = (typed()[name] || "") !== (loaded[name] || ""); }
    if (rereading) { rereading.hidden = !isSame(typed(), loaded); }
  }

  /* --- saving --- */

  function post() {
    return fetch(form.dataset.save, { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
  }
  function isSignedOut(response) {
    // After signing in anew the token of this page is an old one: refused as well.
    return response.redirected || response.status === 403;
  }
  function save() {
    clearTimeout(timer);
    if (stopped) { return; }
    if (saving) { again = true; return; }
    saving = true;
    dirty = false;
    post().then(function (response) {
      if (isSignedOut(response)) { signedOut = true; tellSignedOut(); return null; }
      var isJson = (response.headers.get("content-type") || "").indexOf("json") !== -1;
      if (!isJson) { tryLater("De server gaf geen antwoord."); return null; }
      return response.json().then(function (body) { answer(response, body); });
    }).catch(function () { tryLater("Geen verbinding."); }).finally(function () {
      saving = false;
      if (waiting) { var button = waiting; waiting = null; form.requestSubmit(button); return; }
      if (again) { again = false; save(); }
    });
  }
  function tryLater(why) {
    dirty = true;
    tell(why + " Uw tekst is op dit apparaat bewaard. Wij proberen het steeds opnieuw.", true);
    timer = setTimeout(save, RETRY);
  }
  function answer(response, body) {
    signedOut = false;
    if (response.ok) {
      version.value = body.version;
      showDoubts(body.doubts);
      if (dirty) { keep(); } else { forget(); }
      tell("Concept bewaard om " + body.saved + " uur.");
    } else if (response.status === 409) {
      stopped = true;
      tell((body.message || "Niet bewaard.") + " Uw tekst staat nog op dit scherm. Klik op “Bewaar als concept” om te zien wat er verschilt.", true);
    } else {
      var wrong = Object.keys(body.errors || {}).map(function (name) { return body.errors[name].join(" "); });
      tell("Nog niet bewaard: " + (wrong.join(" ") || "er staat een fout in het formulier.") + " Uw tekst blijft staan.", true);
    }
  }
  /* Signed in again, in another tab: take the token that goes with it, and save. */
  function tryAgain() {
    if (!signedOut || stopped || saving) { return; }
    fetch(form.action, { credentials: "same-origin" }).then(function (response) {
      if (response.redirected || !response.ok) { return null; }
      return response.text().then(function (html) {
        var fresh = new DOMParser().parseFromString(html, "text/html").querySelector("#bericht [name=csrfmiddlewaretoken]");
        if (fresh) { token.value = fresh.value; signedOut = false; save(); }
      });
    }).catch(function () { /* the next time */ });
  }
  function soon(wait) {
    dirty = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  form.addEventListener("input", function (event) {
    if (event.target.name === "reread") { return; }
    markWhatChanged(event.target.name);
    soon(event.target.type === "radio" ? WAIT_AFTER_CHOOSING : WAIT_AFTER_TYPING);
  });
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
    if (!isSame(typed(), loaded)) { keep(); }
    stopped = true;
  });
  window.addEventListener("online", function () { if (dirty || status.classList.contains("problem")) { save(); } });
  window.addEventListener("focus", tryAgain);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { tryAgain(); } });
  setInterval(tryAgain, RETRY);
  // Back by the button of the browser: the page is as it was left, with an old version.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });

  /* --- coming back to text that never reached the server --- */

  function put(values) {
    Object.keys(loaded).concat(Object.keys(values)).forEach(function (name) {
      var fields = form.elements[name];
      if (!fields) { return; }
      var value = values[name] || "";
      if (fields.value !== value) { fields.value = value; markWhatChanged(name); }
    });
    soon(0);
  }
  function button(text, onClick) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = text;
    made.addEventListener("click", onClick);
    return made;
  }
  var old = kept();
  if (!old) { return; }
  if (isSame(old.values, loaded)) {
    // With errors on the page nothing was stored yet: keep the copy until it is.
    if (!summary) { forget(); }
    return;
  }
  var when = new Date(old.at).toLocaleString("nl-NL", { dateStyle: "long", timeStyle: "short" });
  var box = document.createElement("p");
  box.className = "note";
  box.setAttribute("role", "status");
  form.before(box);
  if (old.version === version.value && !summary) {
    box.append("Uw tekst van " + when + " uur was nog niet bewaard. Hij staat er weer in.");
    put(old.values);
    return;
  }
  box.append("Op dit apparaat staat nog tekst van u van " + when + " uur. Hij is anders dan wat er nu is bewaard. ");
  box.append(
    button("Zet mijn tekst terug", function () { box.remove(); put(old.values); }),
    " ",
    button("Laat staan wat er nu staat", function () { box.remove(); forget(); })
  );
})();

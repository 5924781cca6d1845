/* Ticks every row without remarks at once; the rest wants to be read first. Without
   this script one ticks row by row. */
(function () {
  "use strict";
  var table = document.querySelector("table[data-choose]");
  if (!table) { return; }
  var plain = Array.prototype.filter.call(table.querySelectorAll("tbody tr"), function (row) {
    return !row.querySelector(".remarks li");
  });
  if (!plain.length) { return; }
  var button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "Kies alle " + plain.length + " zonder opmerking";
  button.addEventListener("click", function () {
    plain.forEach(function (row) { row.querySelector("input[type=checkbox]").checked = true; });
  });
  document.getElementById("vaststellen").prepend(button, " ");
})();

/* Keeps the running line and the button of a roll call in step with the taps.
     <form data-rollcall data-need="12" data-need-words="半数">  need: voters who must come; may be absent
       [data-roll-row] (with data-votes on those who count)  input.roll-box
       [data-roll-present] [data-roll-words]                    the line (components/roll_line.html)
       button[data-roll-submit]                                 "确认到会 19 人、缺席 3 人" */
(function () {
  "use strict";
  function watch(form) {
    var rows = Array.prototype.slice.call(form.querySelectorAll("[data-roll-row]"));
    var present = form.querySelector("[data-roll-present]");
    var words = form.querySelector("[data-roll-words]");
    var button = form.querySelector("[data-roll-submit]");
    var need = parseInt(form.dataset.need, 10);

    function isAbsent(row) { return row.querySelector(".roll-box").checked; }
    function verdict(voters) {
      if (isNaN(need)) return "";
      var what = form.dataset.needWords || "规定人数";
      return voters >= need ? " · 达到" + what : " · 离" + what + "还差 " + (need - voters) + " 人";
    }
    function count() {
      var absent = rows.filter(isAbsent).length;
      var here = rows.length - absent;
      var voters = rows.filter(function (row) { return row.hasAttribute("data-votes") && !isAbsent(row); }).length;
      if (present) present.textContent = here;
      if (words) words.textContent = verdict(voters);
      if (button) button.textContent = "确认到会 " + here + " 人、缺席 " + absent + " 人";
    }
    form.addEventListener("change", count);
    count();
  }
  document.querySelectorAll("form[data-rollcall]").forEach(watch);
})();

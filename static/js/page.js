/* Small comforts of every page: menus close when one looks away. Everything works without this file.
   It runs before htmx, which asks whether it may store pages in the browser and takes no for an answer: on a shared
   office PC nothing of a record may stay behind. */
(function () {
  "use strict";
  Storage.prototype.setItem = function () { throw new Error("nothing is stored in the browser"); };
  function closeOthers(keep) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== keep) menu.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    closeOthers(event.target.closest("details.menu"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  /* a second press of the same button must not send the form twice */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || (form.getAttribute("method") || "").toLowerCase() !== "post" || form.hasAttribute("data-again")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
})();

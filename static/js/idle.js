/* Warns before the server signs an idle reader out. <body data-idle-minutes data-idle-warn data-idle-url>.
   Every request to the server starts the clock again, as it does there. */
(function () {
  "use strict";
  var body = document.body;
  var limit = parseFloat(body.dataset.idleMinutes) * 60000;
  var warn = (parseFloat(body.dataset.idleWarn) || 2) * 60000;
  if (!limit) return;
  var bar = null, timer = null, ends = 0;

  function hide() { if (bar) { bar.remove(); bar = null; } }
  function restart() {
    hide();
    clearTimeout(timer);
    ends = Date.now() + limit;
    timer = setTimeout(look, Math.max(0, limit - warn));
  }
  function stay() {
    fetch(body.dataset.idleUrl, { credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" } })
      .then(function (answer) { if (answer.ok && !answer.redirected) restart(); else look(true); })
      .catch(function () { look(); });
  }
  function build() {
    bar = document.createElement("div");
    bar.className = "idle-bar";
    bar.setAttribute("role", "alert");
    var text = document.createElement("p");
    var button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline";
    button.textContent = "继续使用";
    button.addEventListener("click", stay);
    bar.append(text, button);
    body.append(bar);
    return text;
  }
  function look(over) {
    var left = over === true ? 0 : Math.ceil((ends - Date.now()) / 60000);
    var text = bar ? bar.querySelector("p") : build();
    clearTimeout(timer);
    if (left > 0) {
      text.textContent = "较久没有操作，" + left + " 分钟后将自动退出。还在写的话，请点“继续使用”。";
      timer = setTimeout(look, 30000);
    } else {
      text.textContent = "已自动退出。草稿保存在系统里，重新登录后可接着写。";
      var button = bar.querySelector("button");
      if (button) button.remove();
    }
  }
  document.addEventListener("branchlife:alive", restart);
  document.addEventListener("htmx:afterRequest", restart);
  restart();
})();

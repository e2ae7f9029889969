/* Saves <form data-autosave-url> two seconds after a pause. The server answers
     200 {"saved_at": "14:03", "version": 7}   stored; version goes into the hidden field named "version"
     409 {"compare_url": "…"}                  somebody else saved in between: nothing overwritten
     401, 403 or a page instead of JSON        signed out: the text stays here, a link opens the sign-in
   After 401 or 403 a GET of the same address is asked first: {"token": "…"} once somebody has signed in again, because
   signing in makes the token of the page invalid.
   The words appear in the form's [data-save-state] (role="status"). Nothing is kept in the browser. */
(function () {
  "use strict";
  var PAUSE = 2000;
  var RETRIES = [3000, 8000, 20000, 60000];

  function watch(form) {
    var place = form.querySelector("[data-save-state]");
    var timer = null, busy = false, dirty = false, stopped = false, tries = 0, stale = false;

    function say(text, tone, href, label) {
      if (!place) return;
      place.textContent = text;
      place.dataset.tone = tone || "";
      if (!href) return;
      var link = document.createElement("a");
      link.href = href;
      link.textContent = label;
      link.target = "_blank";
      link.rel = "noopener";
      place.append(" ", link);
    }
    function later(wait) { clearTimeout(timer); timer = setTimeout(save, wait); }
    function retry(text, href, label) {
      say(text, "error", href, label);
      dirty = true;
      later(RETRIES[Math.min(tries, RETRIES.length - 1)]);
      tries += 1;
    }
    function signedOut() {
      stale = true;
      retry("未保存：登录已过期，文字还在本页。", form.dataset.loginUrl || "/", "在新窗口登录，登录后自动保存");
    }
    function stored(answer) {
      tries = 0;
      if (answer.version !== undefined && form.elements.version) form.elements.version.value = answer.version;
      if (!dirty) say("已保存 " + answer.saved_at, "done");
      document.dispatchEvent(new CustomEvent("branchlife:alive"));
    }
    function read(response) {
      if (response.status === 401 || response.status === 403) return signedOut();
      var kind = response.headers.get("Content-Type") || "";
      if (response.redirected || (response.ok && kind.indexOf("json") < 0)) return signedOut();
      if (response.status === 409) {
        stopped = true;
        return response.json().then(function (answer) {
          say("未保存：另一位同志刚刚改过这份记录。", "error", answer.compare_url, "对照两份文字");
        });
      }
      if (response.status === 400) return say("未保存：有的内容填得不对，请点“保存”查看。", "error");
      if (!response.ok) return retry("未保存，正在重试");
      return response.json().then(stored);
    }
    function save() {
      if (busy || stopped || !dirty) return;
      busy = true;
      dirty = false;
      say("正在保存…");
      (stale ? renew() : Promise.resolve()).then(send).then(read, function () { retry("未保存，正在重试（网络不通）"); })
        .catch(function () { retry("未保存，正在重试"); })
        .then(function () { busy = false; if (dirty && tries === 0) later(PAUSE); });
    }
    function renew() {
      return fetch(form.dataset.autosaveUrl, { credentials: "same-origin", headers: { "Accept": "application/json" } })
        .then(function (response) { return response.ok && !response.redirected ? response.json() : {}; })
        .then(function (answer) {
          if (!answer.token) return;
          form.elements.csrfmiddlewaretoken.value = answer.token;
          stale = false;
        });
    }
    function send() {
      return fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        headers: { "Accept": "application/json", "X-Requested-With": "XMLHttpRequest" }
      });
    }
    function changed(event) {
      if (event.target.type === "file" || stopped) return;
      dirty = true;
      tries = 0;
      later(PAUSE);
    }
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", function () { dirty = false; stopped = true; clearTimeout(timer); });
    window.addEventListener("online", function () { if (dirty) later(0); });
    window.addEventListener("focus", function () { if (dirty && tries > 0) later(0); });
    document.addEventListener("visibilitychange", function () { if (document.hidden && dirty) save(); });
    window.addEventListener("beforeunload", function (event) {
      if ((dirty || busy) && !stopped) { event.preventDefault(); event.returnValue = ""; }
    });
  }
  document.querySelectorAll("form[data-autosave-url]").forEach(watch);
})();

/* Makes photos smaller before they are sent: <input type="file" accept="image/*" data-shrink="1600">.
   Where the browser cannot, the photo goes as it is; the server makes it smaller then. */
(function () {
  "use strict";
  var QUALITY = 0.85;

  function shrink(file, edge) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (picture) {
      var scale = edge / Math.max(picture.width, picture.height);
      if (scale >= 1) return file;
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          done(blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file);
        }, "image/jpeg", QUALITY);
      });
    }).catch(function () { return file; });
  }
  function changed(event) {
    var input = event.target;
    if (!input.matches || !input.matches("input[type=file][data-shrink]") || !input.files.length) return;
    var place = document.getElementById(input.dataset.shrinkState || "");
    var edge = parseInt(input.dataset.shrink, 10) || 1600;
    if (place) place.textContent = "正在缩小照片…";
    Promise.all(Array.prototype.map.call(input.files, function (file) { return shrink(file, edge); })).then(function (files) {
      var bag = new DataTransfer();
      files.forEach(function (file) { bag.items.add(file); });
      input.files = bag.files;
      if (place) place.textContent = "已选 " + files.length + " 张，可以上传";
    });
  }
  if (window.createImageBitmap && window.DataTransfer) document.addEventListener("change", changed);
})();

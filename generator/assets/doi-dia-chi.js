// The page of an old address in; the reader at the new one, at the same place on it.
(function () {
  "use strict";
  const target = document.currentScript.dataset.toi;
  location.replace(target + location.search + location.hash);
})();

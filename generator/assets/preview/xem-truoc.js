// Loads the page again when the preview shows another edition of the content than the one this page was made from.
(() => {
  const shown = document.currentScript.dataset.ban;
  let events = null;
  const listen = () => {
    if (document.hidden) {
      // A browser opens only six connections to a host: tabs in the background must not hold them.
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/__sotay/su-kien");
      events.onmessage = (event) => {
        if (event.data !== shown) location.reload();
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
  listen();
})();

// Loads the page again when the preview has another one than this. Most changes elsewhere leave a page as it is.
(() => {
  const { ban: shown, dau: digest } = document.currentScript.dataset;
  const renew = async () => {
    const response = await fetch(location.href);
    if (!(await response.text()).includes(` data-dau="${digest}"`)) location.reload();
  };
  let events = null;
  const listen = () => {
    if (document.hidden) {
      // A browser opens only six connections to a host: tabs in the background must not hold them.
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/__sotay/su-kien");
      events.onmessage = (event) => {
        if (event.data !== shown) renew();
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
  listen();
})();

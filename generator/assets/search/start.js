// A page in, the same page with its search boxes and results at work out.
(function (sotay) {
  "use strict";

  const { box, ready } = sotay.searchParts;

  /** Beside what the page has without a script: the search did not come, the reader asks for it again. */
  function offerRetry(place, retry) {
    const button = box.element("button", "md-button", "Thử lại");
    const notice = box.element("p", "", "Không tải được phần tìm kiếm. ");
    button.type = "button";
    button.addEventListener("click", () => {
      notice.remove();
      retry();
    });
    notice.setAttribute("role", "alert");
    notice.append(button);
    place.prepend(notice);
  }

  /** On the two pages whose address is a query: the results page and the one for addresses that lead nowhere. */
  async function answerAddress(place, name) {
    let parts;
    try {
      parts = await ready();
    } catch (error) {
      offerRetry(place, () => answerAddress(place, name));
      throw error;
    }
    parts[name].start(place);
  }

  function enhancePage() {
    box.insertHeaderForm();
    for (const form of document.querySelectorAll("form[data-sotay-search]")) box.enhance(form);
    const container = document.querySelector("[data-sotay-results]:not(.sotay-search-results)");
    if (container) answerAddress(container, "results");
    const suggestions = document.querySelector("[data-goi-y]");
    if (suggestions) answerAddress(suggestions, "missing");
  }

  document.addEventListener("keydown", box.focusOnSlash);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhancePage);
  else enhancePage();
})(window.sotay);

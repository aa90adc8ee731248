// The page for addresses that lead nowhere in, what the words of the address find out.
(function (sotay) {
  "use strict";

  const { addressOf, show, results: { listOf }, box: { element } } = sotay.searchParts;
  const LIMIT = 8;

  /** The parts of the address below the site's root as words, the last one first. */
  function wordsOfAddress() {
    const root = new URL(addressOf("")).pathname;
    let path = location.pathname;
    if (path.startsWith(root)) path = path.slice(root.length);
    try {
      path = decodeURIComponent(path);
    } catch {
      // a stray % is looked for as it stands
    }
    const parts = path.split("/").map((part) => part.replace(/\.[a-z]+$/, "").replace(/[-_+]+/g, " ").trim());
    return parts.filter((words) => words.length > 1 && words !== "404").reverse();
  }

  async function start(place) {
    const asked = wordsOfAddress();
    const input = document.querySelector('article form[data-sotay-search] input[name="q"]');
    if (!asked.length) return;
    if (input) input.value = asked[0];
    place.setAttribute("role", "status");
    place.textContent = "Đang tìm theo địa chỉ…";
    try {
      for (const words of asked) {
        const { results } = await show.searchAll(words, { limit: LIMIT });
        if (!results.length) continue;
        if (input) input.value = words;
        place.replaceChildren(element("h2", "", `Có thể bạn tìm: “${words}”`), listOf(results));
        return;
      }
      place.textContent = "Không có trang nào khớp với các từ trong địa chỉ này.";
    } catch (error) {
      place.textContent = "Không tải được chỉ mục tìm kiếm. Nhấn Tìm để thử lại.";
      throw error;
    }
  }

  sotay.searchParts.missing = { start };
})(window.sotay);

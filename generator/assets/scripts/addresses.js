// A page in; buttons that copy its addresses and citation, and old anchors led to the new ones, out.
(function (sotay) {
  "use strict";

  /** The permanent address of a place on this page, also where the page is seen at another one (a preview, a frame). */
  function addressOf(anchor) {
    const canonical = document.querySelector('link[rel="canonical"]');
    const page = canonical ? canonical.href : location.href.split(/[?#]/)[0];
    return anchor ? `${page}#${anchor}` : page;
  }

  function statusBeside(element) {
    const made = document.createElement("span");
    made.className = "dia-chi-bao";
    made.setAttribute("role", "status");
    element.after(made);
    return made;
  }

  /** Copies a text and says so; without leave to write, the reader copies what is selected. */
  async function copy(text, status, shown) {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = "Đã chép.";
    } catch {
      if (shown) getSelection().selectAllChildren(shown);
      status.textContent = shown ? "Nhấn giữ hoặc Ctrl+C để chép." : text;
    }
  }

  /** Beside a text: a button that copies it. */
  function offer(shown, label, read) {
    const made = sotay.element("button", { className: "nut-nho" }, label);
    shown.after(made);
    const status = statusBeside(made);
    made.addEventListener("click", () => copy(read(), status, shown));
  }

  /** The citation ends with the day of access, which is today. */
  function dateCitation(line) {
    const [year, month, day] = new Date().toLocaleDateString("sv").split("-");
    line.querySelector("[data-ngay]").textContent = `${day}/${month}/${year}`;
  }

  /** Questions and figures get the same quiet mark as headings; `beside` is where it stands. */
  function markPlace(place, beside) {
    const link = document.createElement("a");
    link.className = "headerlink";
    link.href = `#${place.id}`;
    link.title = "Chép địa chỉ của chỗ này";
    link.textContent = "¶";
    beside.append(link);
  }

  /** A mark leads to its place, as every link does, and copies the address. */
  function copyFromMark(link) {
    let status;
    link.addEventListener("click", () => {
      status ??= statusBeside(link);
      copy(addressOf(decodeURIComponent(link.hash.slice(1))), status, null);
      setTimeout(() => { status.textContent = ""; }, 4000);
    });
  }

  /** What stood on this page once: the reader goes on to what stands there now. */
  function followFormerAnchor() {
    const former = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (former && former.dataset.neoMoi) location.replace(`#${former.dataset.neoMoi}`);
  }

  function enhance() {
    document.querySelectorAll(".neo[id]").forEach((place) => markPlace(place, place));
    document.querySelectorAll(".tu-kiem[id]").forEach((place) => markPlace(place, place.querySelector(".tu-kiem-hoi")));
    document.querySelectorAll("a.headerlink").forEach(copyFromMark);
    for (const box of document.querySelectorAll("[data-dia-chi] code")) {
      offer(box, "Chép địa chỉ", () => box.textContent.trim());
    }
    for (const line of document.querySelectorAll("[data-trich-dan]")) {
      dateCitation(line);
      offer(line, "Chép trích dẫn", () => line.textContent.trim());
    }
    followFormerAnchor();
    addEventListener("hashchange", followFormerAnchor);
  }

  sotay.whenReady(enhance);
})(window.sotay);

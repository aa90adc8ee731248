// An entry's page, and the guide that its reader follows, in; the guide's step before and after this page, and a way out, out.
// The guide is the one read last in this tab, or the one that ?theo= names; the steps stand on the page for every guide.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  const NAME = "sotay-theo";
  const NO_GUIDE = "-";

  /** What this tab remembers: the id of the guide that is followed, NO_GUIDE once its reader has left it. */
  const followed = {
    read() {
      try {
        return sessionStorage.getItem(NAME) || "";
      } catch {
        return ""; // storage is closed to this page
      }
    },
    keep(guide) {
      try {
        sessionStorage.setItem(NAME, guide);
      } catch {
        // storage is closed to this page: the address still tells
      }
    },
  };

  /** The id in the address of a guide's page of this site, from which a reader may have opened a new tab. */
  function guideOf(address) {
    const found = /\/huong-dan\/([\w-]+)\/(?:index\.html)?$/.exec(address.split(/[?#]/)[0]);
    return found && address.startsWith(location.origin) ? found[1] : "";
  }

  function step(label, link, className) {
    const made = element("a", { className, href: link.href });
    made.append(element("small", { textContent: label }), element("span", { textContent: link.textContent }));
    return made;
  }

  /** Where one stands, the guide, and the way out of it. */
  function where(mark, leave) {
    const guide = element("a", { href: mark.previousElementSibling.href, textContent: `hướng dẫn cho ${mark.dataset.theoTen}` });
    const line = element("p", { className: "theo-o-dau" }, "Bạn đang đọc theo ", guide);
    if (mark.dataset.theoCho) line.append(`, ${mark.dataset.theoCho}`);
    const out = element("button", { className: "nut-nho", textContent: "Thôi đọc theo" });
    out.addEventListener("click", leave);
    line.append(". ", out);
    return line;
  }

  function follow(mark) {
    const content = mark.closest("article") || document.body;
    const row = mark.closest("li");
    const top = element("nav", { className: "theo-tren khong-in", ariaLabel: "Đọc theo hướng dẫn" });
    const end = element("nav", { className: "theo-cuoi khong-in", ariaLabel: "Đọc tiếp theo hướng dẫn" });

    function leave() {
      followed.keep(NO_GUIDE);
      const address = new URL(location.href);
      address.searchParams.delete("theo");
      history.replaceState(history.state, "", address);
      top.remove();
      end.remove();
      const title = content.querySelector("h1");
      title.tabIndex = -1;
      title.focus(); // the button that had the focus is gone
    }

    top.append(where(mark, leave));
    const before = mark.dataset.theoCho && row.querySelector(".theo-truoc");
    const after = mark.dataset.theoCho && row.querySelector(".theo-sau");
    if (before) end.append(step("Mục trước", before, "theo-lui"));
    if (after) end.append(step("Đọc tiếp", after, "theo-toi"));
    else end.append(step(mark.dataset.theoCho ? "Đã hết phần đọc, về" : "Về", top.querySelector("a"), "theo-toi"));
    content.querySelector("h1").before(top);
    content.querySelector("#dia-chi").before(end);
  }

  sotay.whenReady(() => {
    const guide = document.querySelector("[data-huong-dan]");
    if (guide) {
      followed.keep(guide.dataset.huongDan);
      return;
    }
    const asked = new URLSearchParams(location.search).get("theo") || followed.read() || guideOf(document.referrer);
    const mark = Array.from(document.querySelectorAll(".theo")).find((one) => one.dataset.theo === asked);
    if (!mark) return;
    followed.keep(asked);
    follow(mark);
  });
})(window.sotay);

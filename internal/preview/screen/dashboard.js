// The script of the preview's own page: it brings what is wrong and what is
// held back up to date as files are saved. What would change is not worked out
// anew each time, as that renders every page: the page says that it is out of date.
(() => {
  "use strict";
  const now = document.getElementById("now");
  let source = null, last = "";
  const look = async () => {
    const answer = await fetch("/__preview/?now");
    if (!answer.ok) return;
    const text = (await answer.text()).trim();
    if (text === now.dataset.text) return;
    now.dataset.text = text;
    now.innerHTML = text;
    document.getElementById("said").textContent = "Mistakes: " + now.querySelector("#mistakes + p").textContent;
  };
  const hear = (e) => { // the first only says how things stand
    if (last) document.getElementById("saved").hidden = false;
    last = e.data;
    look();
  };
  const start = () => {
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource("/__preview/events?" + new URLSearchParams({ page: "/__preview/" }));
    source.onmessage = hear;
    source.onerror = () => { if (source && source.readyState === EventSource.CLOSED) { source = null; setTimeout(start, 1000); } };
  };
  const stop = () => { if (source) source.close(); source = null; };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pageshow", start);
  addEventListener("pagehide", stop);
  start();
})();

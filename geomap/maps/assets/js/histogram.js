// How many incidents when, and a brush to choose a span of time.
(function (gm) {
  "use strict";

  const BARS = 60;
  const HEIGHT = 52;

  // First and last day of all dated incidents, or null.
  gm.daySpan = function (store) {
    let first = Infinity;
    let last = -Infinity;
    for (let i = 0; i < store.size; i++) {
      if (store.first[i] === gm.NO_DAY) continue;
      if (store.first[i] < first) first = store.first[i];
      if (store.first[i] > last) last = store.first[i];
    }
    return first <= last ? [first, last] : null;
  };

  // Counts in equal bins of whole days over [first, last].
  gm.bins = function (days, first, last, most) {
    const width = Math.max(1, Math.ceil((last - first + 1) / most));
    const counts = new Int32Array(Math.max(1, Math.ceil((last - first + 1) / width)));
    for (const day of days) {
      const bin = Math.floor((day - first) / width);
      if (bin >= 0 && bin < counts.length) counts[bin]++;
    }
    return { counts, width };
  };

  gm.Histogram = class {
    constructor(store, filter, changed) {
      Object.assign(this, { store, filter, changed });
      this.span = gm.daySpan(store);
      this.canvas = gm.el("canvas", { class: "gm-histogram", "aria-hidden": "true" });
      this.canvas.style.height = HEIGHT + "px";
      const field = (name, label) =>
        gm.el("input", { type: "date", "aria-label": label, onchange: () => this.typed(name) });
      this.from = field("from", "From");
      this.to = field("to", "To");
      this.play = gm.el("button", { type: "button", class: "gm-play", onclick: () => this.toggle() });
      this.element = gm.el("div", { class: "gm-time" }, [
        this.canvas,
        gm.el("div", { class: "gm-dates" }, [this.from, gm.el("span", {}, "to"), this.to, this.play]),
      ]);
      this.canvas.addEventListener("pointerdown", (event) => this.brush(event));
      if (globalThis.ResizeObserver) new ResizeObserver(() => this.draw()).observe(this.canvas);
      this.showPlaying(false);
    }

    show({ days }) {
      this.days = days.map((i) => this.store.first[i]);
      const { from, to } = this.filter;
      this.from.value = from === null ? "" : gm.dayText(from);
      this.to.value = to === null ? "" : gm.dayText(to);
      this.draw();
    }

    draw() {
      const { canvas, span } = this;
      const width = canvas.clientWidth;
      if (!width || !span || !this.days) return;
      const ratio = globalThis.devicePixelRatio || 1;
      canvas.width = width * ratio;
      canvas.height = HEIGHT * ratio;
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      const style = getComputedStyle(canvas);
      const { counts, width: days } = gm.bins(this.days, span[0], span[1], BARS);
      this.shownBins = counts.length;
      this.binDays = days;
      const highest = Math.max(1, ...counts);
      const bar = width / counts.length;
      const { from, to } = this.filter;
      counts.forEach((count, n) => {
        const first = span[0] + n * days;
        const inside = (from === null || first + days - 1 >= from) && (to === null || first <= to);
        const height = count ? Math.max(2, (count / highest) * (HEIGHT - 6)) : 0;
        context.fillStyle = style.getPropertyValue(inside ? "--gm-bar" : "--gm-bar-off");
        context.fillRect(n * bar + 0.5, HEIGHT - 1 - height, Math.max(1, bar - 1), height);
      });
      context.fillStyle = style.getPropertyValue("--gm-line");
      context.fillRect(0, HEIGHT - 1, width, 1);
    }

    dayAt(event) {
      const box = this.canvas.getBoundingClientRect();
      const share = Math.max(0, Math.min(0.9999, (event.clientX - box.left) / box.width));
      return this.span[0] + Math.floor(share * this.shownBins) * this.binDays;
    }

    brush(event) {
      if (!this.span) return;
      this.stop();
      this.canvas.setPointerCapture(event.pointerId);
      const start = this.dayAt(event);
      let moved = false;
      const move = (now) => {
        const day = this.dayAt(now);
        moved = moved || day !== start;
        this.set(Math.min(start, day), Math.max(start, day) + this.binDays - 1);
      };
      const up = () => {
        this.canvas.removeEventListener("pointermove", move);
        // A click on a chosen span clears it.
        if (!moved && wasSet) this.set(null, null);
        else if (!moved) this.set(start, start + this.binDays - 1);
      };
      const wasSet = this.filter.from !== null || this.filter.to !== null;
      this.canvas.addEventListener("pointermove", move);
      this.canvas.addEventListener("pointerup", up, { once: true });
    }

    typed(name) {
      this.stop();
      const value = this[name].value;
      this.filter[name] = value ? gm.dayNumber(value, name === "to") : null;
      this.changed();
    }

    set(from, to) {
      this.filter.from = from;
      this.filter.to = to;
      this.changed();
    }

    // Plays time: a window moves from the first day to the last.
    toggle() {
      if (this.timer) return this.stop();
      if (!this.span) return;
      const [first, last] = this.span;
      const step = this.binDays || 1;
      const window = Math.max(step, Math.ceil((last - first + 1) / 12));
      let day = first;
      this.showPlaying(true);
      this.timer = setInterval(() => {
        this.set(day, Math.min(last, day + window - 1));
        day += step;
        if (day > last) this.stop();
      }, 350);
    }

    stop() {
      if (!this.timer) return;
      clearInterval(this.timer);
      this.timer = null;
      this.showPlaying(false);
    }

    showPlaying(playing) {
      this.play.textContent = playing ? "❚❚" : "▶";
      this.play.setAttribute("aria-label", playing ? "Stop" : "Play through time");
      this.play.setAttribute("title", playing ? "Stop" : "Play through time");
    }
  };
})((globalThis.geomap = globalThis.geomap || {}));

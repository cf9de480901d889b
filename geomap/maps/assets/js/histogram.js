// How many incidents when, and a brush to choose a span of time.
(function (gm) {
  "use strict";

  const BARS = 60;
  const HEIGHT = 52;

  // First and last day to show, and whether there is more before; null where nothing has a date.
  gm.daySpan = function (store) {
    const dated = store.first.filter((day) => day !== gm.NO_DAY);
    if (!dated.length) return null;
    const [first, last, more] = gm.usefulSpan(dated);
    // A span of a few days would be a few bars as wide as planks.
    const room = Math.max(0, Math.ceil((20 - (last - first + 1)) / 2));
    return [first - room, last + room, more];
  };

  // Reports tell of things long past beside the news of the day: where a few early dates would squeeze all others
  // into a corner, the first bar stands for everything before.
  gm.usefulSpan = function (days) {
    const sorted = Int32Array.from(days).sort();
    const last = sorted[sorted.length - 1];
    const early = sorted[Math.floor(sorted.length * 0.1)];
    const usual = Math.max(30, last - early);
    if (sorted.length < 10 || last - sorted[0] < 3 * usual) return [sorted[0], last, false];
    return [Math.floor(early - usual * 0.1), last, true];
  };

  // Counts in equal bins of whole days over [first, last]; what is earlier counts to the first.
  gm.bins = function (days, first, last, most) {
    const width = Math.max(1, Math.ceil((last - first + 1) / most));
    const counts = new Int32Array(Math.max(1, Math.ceil((last - first + 1) / width)));
    for (const day of days) {
      const bin = Math.max(0, Math.floor((day - first) / width));
      if (bin < counts.length) counts[bin]++;
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
      this.axis = [0, 1, 2].map(() => gm.el("span", {})); // first day, what the pointer is on, last day
      this.element = gm.el("div", { class: "gm-time" }, [
        this.canvas,
        gm.el("div", { class: "gm-axis", "aria-hidden": "true" }, this.axis),
        gm.el("div", { class: "gm-dates" }, [this.from, gm.el("span", {}, "to"), this.to, this.play]),
      ]);
      this.canvas.addEventListener("pointerdown", (event) => this.brush(event));
      this.canvas.addEventListener("pointermove", (event) => this.tell(event));
      this.canvas.addEventListener("pointerleave", () => (this.axis[1].textContent = ""));
      if (globalThis.ResizeObserver) new ResizeObserver(() => this.draw()).observe(this.canvas);
      this.showPlaying(false);
    }

    show({ days }) {
      this.empty = days.length === 0;
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
      this.counts = counts;
      this.shownBins = counts.length;
      this.binDays = days;
      // Where nothing matches, what there is without filters stands in its place.
      const drawn = this.empty ? gm.bins(this.store.first.filter((day) => day !== gm.NO_DAY), span[0], span[1], BARS).counts : counts;
      const highest = Math.max(1, ...drawn);
      const bar = width / counts.length;
      const { from, to } = this.filter;
      drawn.forEach((count, n) => {
        const first = span[0] + n * days;
        const open = n === 0 && span[2];
        const inside = (from === null || first + days - 1 >= from) && (to === null || first <= to || open);
        const height = count ? Math.max(2, (count / highest) * (HEIGHT - 6)) : 0;
        context.fillStyle = style.getPropertyValue(inside && !this.empty ? "--gm-bar" : "--gm-bar-off");
        context.fillRect(n * bar + 0.5, HEIGHT - 1 - height, Math.max(1, bar - 1), height);
      });
      context.fillStyle = style.getPropertyValue("--gm-line");
      context.fillRect(0, HEIGHT - 1, width, 1);
      const day = (number) => gm.shortDate(gm.dayText(number));
      this.axis[0].textContent = span[2] ? "◂ before " + day(span[0] + days) : day(span[0]);
      this.axis[2].textContent = day(span[1]);
    }

    // When the bar under the pointer is, and how many incidents it stands for.
    tell(event) {
      if (!this.span || !this.counts) return;
      const first = this.dayAt(event);
      const bin = (first - this.span[0]) / this.binDays;
      const last = first + this.binDays - 1;
      const when = this.span[2] && bin === 0
        ? "before " + gm.shortDate(gm.dayText(last + 1))
        : gm.shortDate(gm.dayText(first), gm.dayText(last));
      this.axis[1].textContent = when + ": " + this.counts[bin].toLocaleString("en");
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
        this.choose(Math.min(start, day), Math.max(start, day));
      };
      const up = () => {
        this.canvas.removeEventListener("pointermove", move);
        // A click on a chosen span clears it.
        if (!moved && wasSet) this.set(null, null);
        else if (!moved) this.choose(start, start);
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

    // From the bin of one day to the bin of another; the first bin may be open to the past.
    choose(first, last) {
      const [start, , more] = this.span;
      this.set(more && first === start ? null : first, last + this.binDays - 1);
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

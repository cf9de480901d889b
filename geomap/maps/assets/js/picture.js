// The view as a picture and on paper: basemap and symbols as they stand, a title above, the legend and the sources
// below.
(function (gm) {
  "use strict";

  const MARGIN = 16;
  const MOST_TYPES = 24;
  const SOURCES = "Map: Natural Earth, GeoNames (CC BY 4.0). Drawn by geomap.";

  gm.picture = function (map, store, title, subtitle) {
    const ratio = 2;
    const size = map.getSize();
    const items = gm.legendItems(store);
    const columns = Math.max(1, Math.floor((size.x - MARGIN) / 250));
    const top = 58;
    const bottom = Math.ceil(items.length / columns) * 22 + 38;
    const canvas = document.createElement("canvas");
    canvas.width = size.x * ratio;
    canvas.height = (size.y + top + bottom) * ratio;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, size.x, size.y + top + bottom);
    context.fillStyle = "#1d2733";
    context.textBaseline = "middle";
    context.font = "650 19px " + gm.FONT;
    context.fillText(gm.printable(title), MARGIN, 22, size.x - 2 * MARGIN);
    context.font = "13px " + gm.FONT;
    context.fillText(subtitle, MARGIN, 44, size.x - 2 * MARGIN);
    drawView(context, map, size, top);
    items.forEach(([symbol, label], n) => {
      const x = MARGIN + (n % columns) * 250;
      const y = top + size.y + 20 + Math.floor(n / columns) * 22;
      const width = parseFloat(symbol.style.width);
      context.drawImage(symbol, x + 12 - width / 2, y - width / 2, width, width);
      context.fillText(label, x + 30, y, 214);
    });
    context.font = "11px " + gm.FONT;
    context.fillStyle = "#56616d";
    context.fillText(SOURCES, MARGIN, top + size.y + bottom - 14);
    return canvas;
  };

  // What is printed: below the title the view, whole and whatever the size of the paper; its legend; the sources. And on
  // the pages that follow, what is known of the incident that `selected` gives, if any.
  gm.printPages = function (map, store, selected) {
    const canvas = gm.el("canvas", { class: "gm-print-view", role: "img", "aria-label": "Map" });
    const list = gm.el("ul", { class: "gm-print-legend" });
    const detail = gm.el("section", { class: "gm-print-only gm-print-detail", "aria-label": "Selected incident" });
    // A later listener than that of the theme, which makes the map light.
    addEventListener("beforeprint", () => {
      const size = map.getSize();
      canvas.width = size.x * 2;
      canvas.height = size.y * 2;
      const context = canvas.getContext("2d");
      context.scale(2, 2);
      drawView(context, map, size, 0);
      const items = gm.legendItems(store).map(([symbol, label]) => gm.el("li", {}, [symbol, gm.el("span", {}, label)]));
      list.replaceChildren(...items);
      const index = selected();
      detail.replaceChildren(...(index < 0 ? [] : [gm.incidentDetails(store, index)]));
      for (const folded of detail.querySelectorAll("details")) folded.open = true;
    });
    addEventListener("afterprint", () => detail.replaceChildren());
    const page = gm.el("div", { class: "gm-print-only gm-print-page" }, [
      gm.el("div", { class: "gm-print-sheet" }, [canvas, list]),
      gm.el("p", {}, SOURCES),
    ]);
    return [page, detail];
  };

  function drawView(context, map, size, top) {
    const frame = map.getContainer().getBoundingClientRect();
    context.save();
    context.beginPath();
    context.rect(0, top, size.x, size.y);
    context.clip();
    const parts = (selector) => [...map.getContainer().querySelectorAll(selector)];
    for (const part of [...parts(".gm-basemap canvas"), ...parts(".gm-canvas")]) {
      const box = part.getBoundingClientRect();
      context.drawImage(part, box.left - frame.left, box.top - frame.top + top, box.width, box.height);
    }
    drawScale(context, parts(".leaflet-control-scale-line"), top + size.y - 10);
    context.restore();
  }

  // The bars of Leaflet's scale, the last of them above `bottom`.
  function drawScale(context, lines, bottom) {
    context.font = "11px " + gm.FONT;
    context.textBaseline = "middle";
    lines.forEach((line, n) => {
      const y = bottom - 18 * (lines.length - 1 - n);
      context.fillStyle = "rgb(255 255 255 / 70%)";
      context.fillRect(10, y - 16, line.offsetWidth, 16);
      context.fillStyle = context.strokeStyle = "#33404c";
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(10, y - 6);
      context.lineTo(10, y);
      context.lineTo(10 + line.offsetWidth, y);
      context.lineTo(10 + line.offsetWidth, y - 6);
      context.stroke();
      context.fillText(line.textContent, 14, y - 8);
    });
  }

  // The types of which something is shown, the most frequent first: a picture has no room for all.
  function shownTypes(store) {
    const counts = new Map();
    for (let i = 0; i < store.size; i++) {
      if (store.shown(i)) counts.set(store.type[i], (counts.get(store.type[i]) || 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_TYPES).map(([type]) => store.types[type]);
  }

  gm.legendItems = function (store) {
    const statuses = [...new Set(store.status)].sort();
    return [
      ...shownTypes(store).map((type) => [gm.symbolElement(type.shape, type.colour, "occurred"), type.label]),
      ...(statuses.length > 1
        ? statuses.map((n) => [gm.symbolElement("circle", "#4a5563", gm.STATUSES[n]), gm.statusLabel(gm.STATUSES[n])])
        : []),
      [gm.symbolElement("circle", "#4a5563", "occurred", { radius: 3, vague: true }), "Somewhere in a region or country"],
    ];
  };
})((globalThis.geomap = globalThis.geomap || {}));

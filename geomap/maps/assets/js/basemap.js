// The basemap inside the file, drawn tile by tile as any Leaflet map: land, water, borders, names.
(function (gm) {
  "use strict";

  const TILE = 512;
  const MARGIN = 12;

  gm.Basemap = L.GridLayer.extend({
    options: { tileSize: TILE, minZoom: 0, pane: "gm-basemap", className: "gm-basemap", updateWhenZooming: false },

    initialize(options) {
      L.setOptions(this, options);
      this.data = gm.inflate(options.data).then((bytes) =>
        (gm.basemapData = new gm.BasemapData(JSON.parse(new TextDecoder().decode(bytes)))));
      this.labels = new Map();
    },

    // Under the tile pane: where online tiles do not come, this one stays.
    beforeAdd(map) {
      if (!map.getPane("gm-basemap")) map.createPane("gm-basemap").style.zIndex = 150;
      L.GridLayer.prototype.beforeAdd.call(this, map);
    },

    getAttribution: () => "Natural Earth · GeoNames",

    createTile(coords, done) {
      const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = TILE * ratio;
      this.data.then((data) => {
        const context = canvas.getContext("2d");
        context.scale(ratio, ratio);
        this.draw(context, data, coords);
        done(null, canvas);
      }, done);
      return canvas;
    },

    // Draws all tiles anew where they are, at once: for another theme, and before the page is printed.
    repaint() {
      if (!gm.basemapData) return;
      for (const { el, coords } of Object.values(this._tiles || {})) {
        this.draw(el.getContext("2d"), gm.basemapData, this._wrapCoords(coords));
      }
    },

    draw(context, data, { x, y, z }) {
      const theme = gm.theme();
      const level = data.level(z);
      context.fillStyle = theme.sea;
      context.fillRect(0, 0, TILE, TILE);
      const world = 256 * 2 ** z;
      // Zoomed far out, one tile holds the world more than once; and what crosses the date line is in two places.
      for (let shift = -1; shift <= Math.max(1, TILE / world); shift++) {
        const left = x * TILE - shift * world;
        const top = y * TILE;
        context.save();
        context.translate(-left, -top);
        this.drawLand(context, level, [left - MARGIN, top - MARGIN, left + TILE + MARGIN, top + TILE + MARGIN], theme);
        this.drawLines(context, level, [left, top, left + TILE, top + TILE], theme, z);
        this.drawLabels(context, this.labelsOf(data, z), [left, top, left + TILE, top + TILE], theme);
        context.restore();
      }
    },

    drawLand(context, level, box, theme) {
      fill(context, level.land, box, theme.land);
      fill(context, level.lakes, box, theme.sea);
    },

    drawLines(context, level, box, theme, zoom) {
      context.lineJoin = "round";
      stroke(context, level.rivers, box, theme.river, zoom < 6 ? 0.8 : 1.3, []);
      stroke(context, level.lakes, box, theme.coast, 0.6, []);
      if (zoom >= 4) stroke(context, level.divisions, box, theme.division, 0.9, [4, 3]);
      stroke(context, level.coasts, box, theme.coast, 0.9, []);
      stroke(context, level.borders, box, theme.border, zoom < 4 ? 0.7 : 1.2, []);
    },

    labelsOf(data, zoom) {
      if (!this.labels.has(zoom)) {
        const context = document.createElement("canvas").getContext("2d");
        this.labels.set(zoom, gm.placeLabels(data.raw, zoom, (label) => {
          context.font = fontOf(label);
          return context.measureText(shownText(label)).width * (label.kind === "country" ? 1.12 : 1);
        }));
      }
      return this.labels.get(zoom);
    },

    drawLabels(context, labels, box, theme) {
      context.textBaseline = "middle";
      context.lineJoin = "round";
      for (const label of labels) if (gm.meets(label.box, box)) drawLabel(context, label, label.x, theme);
    },
  });

  function fill(context, rings, box, colour) {
    context.beginPath();
    for (const ring of rings) {
      if (!gm.meets(ring.box, box)) continue;
      const points = gm.clipRing(ring.points, box);
      for (let n = 0; n < points.length; n += 2) context[n ? "lineTo" : "moveTo"](points[n], points[n + 1]);
      context.closePath();
    }
    context.fillStyle = colour;
    context.fill("evenodd");
  }

  function stroke(context, lines, box, colour, width, dash) {
    context.beginPath();
    for (const line of lines) {
      if (!gm.meets(line.box, box)) continue;
      const { points } = line;
      for (let n = 0; n < points.length; n += 2) context[n ? "lineTo" : "moveTo"](points[n], points[n + 1]);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  const shownText = (label) => (label.kind === "country" ? label.text.toUpperCase() : label.text);

  function fontOf({ kind, size }) {
    return { country: "500 ", capital: "600 ", division: "italic " }[kind] === undefined
      ? size + "px " + gm.FONT
      : { country: "500 ", capital: "600 ", division: "italic " }[kind] + size + "px " + gm.FONT;
  }

  function drawLabel(context, label, x, theme) {
    const colour = theme[label.kind === "division" ? "divisionLabel" : label.kind];
    context.font = fontOf(label);
    if ("letterSpacing" in context) context.letterSpacing = label.kind === "country" ? "0.08em" : "0px";
    context.textAlign = label.dot ? (label.left ? "right" : "left") : "center";
    const at = label.dot ? x + (label.left ? -6 : 6) : x;
    context.strokeStyle = theme.land;
    context.globalAlpha = 0.85;
    context.lineWidth = 3;
    context.strokeText(shownText(label), at, label.y);
    context.globalAlpha = 1;
    context.fillStyle = colour;
    context.fillText(shownText(label), at, label.y);
    if (!label.dot) return;
    context.beginPath();
    if (label.kind === "capital") context.rect(x - 2.4, label.y - 2.4, 4.8, 4.8);
    else context.arc(x, label.y, 1.9, 0, 2 * Math.PI);
    context.fillStyle = theme.land;
    context.strokeStyle = colour;
    context.lineWidth = 1.2;
    context.fill();
    context.stroke();
  }

  gm.basemap = (options) => new gm.Basemap(options);
})((globalThis.geomap = globalThis.geomap || {}));

// The forms of the markers, one a type, and how status and precision change them.
(function (gm) {
  "use strict";

  function polygon(context, r, corners, turn) {
    for (let i = 0; i < corners; i++) {
      const angle = turn + (i * 2 * Math.PI) / corners;
      context[i ? "lineTo" : "moveTo"](r * Math.cos(angle), r * Math.sin(angle));
    }
    context.closePath();
  }

  // Each traces a path around (0, 0); the radii are set so that all look equally heavy.
  const TRACES = {
    circle: (c, r) => c.arc(0, 0, r * 0.92, 0, 2 * Math.PI),
    square: (c, r) => c.rect(-r * 0.82, -r * 0.82, r * 1.64, r * 1.64),
    diamond: (c, r) => polygon(c, r * 1.16, 4, 0),
    triangle: (c, r) => (c.translate(0, r * 0.22), polygon(c, r * 1.22, 3, -Math.PI / 2)),
    "triangle-down": (c, r) => (c.translate(0, -r * 0.22), polygon(c, r * 1.22, 3, Math.PI / 2)),
    pentagon: (c, r) => polygon(c, r * 1.06, 5, -Math.PI / 2),
    hexagon: (c, r) => polygon(c, r * 1.02, 6, 0),
    star: (c, r) => {
      for (let i = 0; i < 16; i++) {
        const radius = i % 2 ? r * 0.68 : r * 1.18;
        const angle = (i * Math.PI) / 8 - Math.PI / 2;
        c[i ? "lineTo" : "moveTo"](radius * Math.cos(angle), radius * Math.sin(angle));
      }
      c.closePath();
    },
    drop: (c, r) => {
      c.moveTo(0, -r * 1.3);
      c.bezierCurveTo(r * 0.4, -r * 0.7, r * 0.9, -r * 0.25, r * 0.9, r * 0.25);
      c.arc(0, r * 0.25, r * 0.9, 0, Math.PI);
      c.bezierCurveTo(-r * 0.9, -r * 0.25, -r * 0.4, -r * 0.7, 0, -r * 1.3);
      c.closePath();
    },
    cross: (c, r) => {
      const a = r * 0.38;
      const b = r * 1.08;
      [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]]
        .forEach(([x, y], i) => c[i ? "lineTo" : "moveTo"](x, y));
      c.closePath();
    },
    plaque: (c, r) => c.roundRect(-r * 1.12, -r * 0.68, r * 2.24, r * 1.36, r * 0.4),
  };

  gm.SHAPES = Object.keys(TRACES);

  // occurred: filled. attempted: hollow. foiled: hollow with a bar. planned, threatened: hollow, dashed, dotted.
  // alleged: pale and dashed. denied: hollow and crossed out.
  const STYLES = {
    occurred: { fill: 1 },
    attempted: { fill: 0 },
    foiled: { fill: 0, bar: true },
    planned: { fill: 0, dash: [4, 2.5] },
    threatened: { fill: 0, dash: [1.4, 2] },
    alleged: { fill: 0.35, dash: [4, 2.5] },
    denied: { fill: 0, cross: true },
  };

  gm.symbolRadius = (severity) => [7, 7.5, 8.5, 10.5, 13][severity];

  // Draws one symbol around (0, 0) of a context in CSS pixels.
  gm.drawSymbol = function (context, shape, colour, status, radius, vague, paper) {
    const style = STYLES[status] || STYLES.occurred;
    const trace = TRACES[shape] || TRACES.circle;
    if (vague) drawArea(context, colour, radius + 6.5, paper);
    context.save();
    context.lineJoin = "round";
    context.beginPath();
    context.save();
    trace(context, radius);
    context.restore();
    // A halo in the colour of the paper keeps symbols apart from each other and from the map.
    context.strokeStyle = paper;
    context.lineWidth = style.fill === 1 ? 2.6 : 5;
    context.stroke();
    context.fillStyle = paper;
    context.fill();
    if (style.fill) {
      context.globalAlpha *= style.fill;
      context.fillStyle = colour;
      context.fill();
      context.globalAlpha /= style.fill;
    }
    if (style.fill !== 1) {
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.setLineDash(style.dash || []);
      context.stroke();
      context.setLineDash([]);
    }
    if (style.bar || style.cross) {
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.beginPath();
      if (style.bar) segment(context, -radius * 0.5, 0, radius * 0.5, 0);
      if (style.cross) {
        const r = radius * 1.15;
        segment(context, -r, r, r, -r);
        segment(context, -r, -r, r, r);
      }
      context.stroke();
    }
    context.restore();
  };

  // "Somewhere around here": a hatched disc with a broken rim.
  function drawArea(context, colour, radius, paper) {
    const rim = () => {
      context.beginPath();
      context.arc(0, 0, radius, 0, 2 * Math.PI);
    };
    context.save();
    rim();
    context.save();
    context.clip();
    context.globalAlpha *= 0.55;
    context.fillStyle = paper;
    context.fill();
    context.globalAlpha *= 0.8;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    for (let d = -2 * radius; d <= 2 * radius; d += 4) segment(context, d - radius, radius, d + radius, -radius);
    context.stroke();
    context.restore();
    rim();
    context.strokeStyle = colour;
    context.lineWidth = 1.4;
    context.setLineDash([5, 3.5]);
    context.stroke();
    context.restore();
  }

  function segment(context, x1, y1, x2, y2) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }

  const sprites = new Map();

  // The same symbol is drawn once and then copied.
  gm.sprite = function (shape, colour, status, radius, vague, paper, ratio) {
    const key = [shape, colour, status, radius, vague, paper, ratio].join("|");
    let canvas = sprites.get(key);
    if (!canvas) {
      const half = Math.ceil(radius * 1.35 + (vague ? 9 : 4));
      canvas = document.createElement("canvas");
      canvas.width = canvas.height = 2 * half * ratio;
      canvas.half = half;
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      context.translate(half, half);
      gm.drawSymbol(context, shape, colour, status, radius, vague, paper);
      sprites.set(key, canvas);
    }
    return canvas;
  };

  // The colour of a group, for its name: the form says which type.
  gm.swatch = function (colour) {
    const box = gm.el("span", { class: "gm-swatch", "aria-hidden": "true" });
    box.style.background = colour;
    return box;
  };

  // A symbol as an element, for legend, list and tree.
  gm.symbolElement = function (shape, colour, status, options) {
    const { radius = 6.5, vague = false } = options || {};
    const ratio = Math.max(2, globalThis.devicePixelRatio || 1);
    const half = Math.ceil(radius * 1.35 + (vague ? 8 : 3));
    const canvas = gm.el("canvas", { class: "gm-symbol", "aria-hidden": "true" });
    canvas.width = canvas.height = 2 * half * ratio;
    canvas.style.width = canvas.style.height = 2 * half + "px";
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.translate(half, half);
    gm.drawSymbol(context, shape, colour, status, radius, vague, "#ffffff");
    return canvas;
  };
})((globalThis.geomap = globalThis.geomap || {}));

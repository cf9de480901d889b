// Builds elements. Text only ever enters through textContent, so that no report can bring markup of its own.
(function (gm) {
  "use strict";

  // el("p", {class: "x", onclick: f}, "text", child, null): nulls are left out.
  gm.el = function (tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "class") node.className = value;
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    gm.append(node, children);
    return node;
  };

  gm.append = function (node, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
  };

  // The report's own words: isolated, so that right-to-left text or a stray override cannot reorder ours.
  gm.quoted = function (text, tag) {
    return gm.el(tag || "bdi", { dir: "auto" }, gm.printable(text));
  };

  // Characters that change the direction of what follows them are shown as nothing: a title must not be able to
  // make "fdp.exe" of "exe.pdf".
  gm.printable = function (text) {
    return String(text).replace(/[\u202A-\u202E\u2066-\u2069\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, "");
  };

  // A link only where it leads to the web: never javascript:, data: or a file.
  gm.webAddress = function (address) {
    let url;
    try {
      url = new URL(String(address));
    } catch {
      return null;
    }
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  };

  gm.reducedMotion = function () {
    return globalThis.matchMedia && matchMedia("(prefers-reduced-motion: reduce)").matches;
  };
})((globalThis.geomap = globalThis.geomap || {}));

// What a popup says of an incident or of a place, with the evidence. Report text enters as text only.
(function (gm) {
  "use strict";

  const el = (...given) => gm.el(...given);
  const MORE_COUNTS = [["arrested", "Arrested"], ["missing", "Missing"], ["displaced", "Displaced"],
    ["participants", "Taking part"]];

  gm.tipContent = function (item, symbols) {
    if (item.node) {
      const count = gm.plural(item.node.members.length, "incident");
      return [el("strong", {}, count), el("span", {}, "Click to look closer")];
    }
    if (item.mark) return [el("strong", {}, gm.quoted(item.mark.names[0])), el("span", {}, mentionTip(item))];
    const { store, index } = item;
    const type = store.types[store.type[index]];
    const status = gm.STATUSES[store.status[index]];
    return [
      el("strong", {}, gm.quoted(store.text(store.rows.title[index]))),
      el("span", {}, [
        type.label,
        status === "occurred" ? null : gm.statusLabel(status).toLowerCase(),
        gm.shortDate(store.rows.start[index], store.rows.end[index]),
      ].filter(Boolean).join(" · ")),
    ];
  };

  function mentionTip({ mark, layer }) {
    if (layer.reporting) return "Reported from here, " + gm.plural(mark.reports.length, "report");
    return "Named " + gm.plural(mark.count, "time") + " in " + gm.plural(mark.reports.length, "report");
  }

  gm.incidentDetails = function (store, i) {
    const rows = store.rows;
    const type = store.types[store.type[i]];
    const group = store.groups[type.group];
    const status = gm.STATUSES[store.status[i]];
    return el("article", { class: "gm-details", tabindex: "-1", "aria-label": gm.printable(store.text(rows.title[i])) }, [
      el("header", {}, [
        gm.symbolElement(type.shape, type.colour, status, { vague: store.vague(i), radius: 8 }),
        el("div", {}, [
          el("h2", {}, gm.quoted(store.text(rows.title[i]))),
          el("p", { class: "gm-kind" }, type.label === group.label ? type.label : type.label + " · " + group.label),
        ]),
      ]),
      el("dl", {}, [
        fact("Status", gm.statusWords(status), status === "occurred" ? "" : "gm-not-occurred"),
        fact("When", dateOf(store, i)),
        fact("Where", placeOf(store, i)),
        fact("Place from", placeSource(store, i)),
        fact("Killed", tollOf(store, i, "killed")),
        fact("Injured", tollOf(store, i, "injured")),
        MORE_COUNTS.map(([name, label]) => fact(label, gm.countWords(store.number(name, i), null))),
        fact("By", names(store.list("actors", i))),
        fact("Claimed by", names(store.list("claimedBy", i))),
        fact("Blamed", names(store.blamed(i).map(([who, by]) => (by ? who + " (by " + by + ")" : who)))),
        fact("Against", names(store.list("targets", i))),
        fact("With", names(store.list("weapons", i))),
        fact("Confidence", confidence(store.confidence[i])),
      ]),
      whyHere(store, i),
      el("section", { class: "gm-evidence" }, [
        el("h3", {}, "Evidence"),
        store.sources(i).map((source) => sourceOf(store, source, ["killed", "injured"].filter((name) => disputed(store, i, name)))),
      ]),
    ]);
  };

  // Whether reports give different numbers of people "killed" or "injured".
  function disputed(store, i, name) {
    const toll = store.toll(name, i);
    return toll !== null && toll.low !== toll.high;
  }

  function tollOf(store, i, name) {
    if (disputed(store, i, name)) return gm.tollWords(store.toll(name, i)) + " (reports differ, see below)";
    return gm.countWords(store.number(name, i), store.text(store.rows[name + "Text"][i]));
  }

  function fact(name, value, marked) {
    if (value === null || value === undefined || value === "") return null;
    return [el("dt", {}, name), el("dd", marked ? { class: marked } : {}, value)];
  }

  function names(texts) {
    return texts.length ? texts.map((text, n) => [n ? ", " : null, gm.quoted(text)]) : null;
  }

  // The reason, and what else the name may mean.
  function whyHere(store, i) {
    const reason = store.text(store.rows.reason[i]);
    const others = store.list("candidates", i);
    if (!reason && !others.length) return null;
    return el("details", { class: "gm-why" }, [
      el("summary", {}, "Why this place"),
      reason ? el("p", {}, gm.quoted(reason)) : null,
      others.length
        ? [el("p", {}, "The name may also mean:"), el("ol", {}, others.map((name) => el("li", {}, gm.quoted(name))))]
        : null,
    ]);
  }

  function dateOf(store, i) {
    const { start, end, datePrecision } = store.rows;
    return gm.dateWords(start[i], end[i] || start[i], gm.DATE_PRECISIONS[datePrecision[i]]);
  }

  function placeOf(store, i) {
    const place = store.place[i];
    if (place < 0) return "could not be placed: no report says where";
    const { precision, uncertainty } = store.places;
    return whereWords(store.placeName(place), gm.PRECISIONS[precision[place]], uncertainty[place]);
  }

  // Our words run from left to right, whatever the script of the names.
  function whereWords(texts, precision, uncertainty) {
    const [before, after] = gm.placeWords("\0", [], precision, uncertainty).split("\0");
    return [before, names(texts), after];
  }

  // Empty for the gazetteer that ships with geomap; a place from elsewhere says from where.
  function placeSource(store, i) {
    const place = store.place[i];
    const source = place < 0 ? null : store.text(store.places.source[place]);
    return source ? gm.quoted(source) : null;
  }

  function confidence(share) {
    const meter = el("span", { class: "gm-meter", "aria-hidden": "true" }, el("span", {}));
    meter.firstChild.style.width = share * 100 + "%";
    return [meter, gm.percent(share)];
  }

  // `names`: of the numbers of which other reports say something else.
  function sourceOf(store, source, names) {
    const { document, quotes } = source;
    const { title, url, published, document: name } = store.documents;
    const heading = store.text(title[document]) || store.text(name[document]);
    const address = url[document] < 0 ? null : gm.webAddress(store.text(url[document]));
    const label = gm.quoted(heading);
    const day = published[document];
    const told = names.map((kind) => [gm.countWords(source[kind], source[kind + "Text"]), kind]).filter(([words]) => words);
    return el("figure", {}, [
      quotes.map((quote) => el("blockquote", { dir: "auto" }, highlighted(quote))),
      el("figcaption", {}, [
        address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label) : label,
        day ? ", " + gm.dayWords(day) : null,
        told.length
          ? el("span", { class: "gm-told" }, ["Says: ", told.map(([words, kind], n) => [n ? ", " : null, gm.quoted(words), " " + kind])])
          : null,
      ]),
    ]);
  }

  // Offsets count code points, JavaScript counts UTF-16 units: cut an array of code points.
  function highlighted({ text, trigger, place }) {
    const points = Array.from(text);
    const marks = [["gm-trigger", ...trigger]];
    if (place) marks.push(["gm-place", ...place]);
    marks.sort((a, b) => a[1] - b[1]);
    const out = [];
    let done = 0;
    for (const [name, start, end] of marks) {
      if (start < done || end <= start) continue;
      out.push(gm.printable(points.slice(done, start).join("")));
      out.push(el("mark", { class: name }, gm.printable(points.slice(start, end).join(""))));
      done = end;
    }
    out.push(gm.printable(points.slice(done).join("")));
    return out;
  }

  // The evidence is what the popup is for, so it gets most of the map's height.
  gm.popupHeight = (map) => Math.max(220, Math.min(520, Math.round(map.getSize().y * 0.62)));

  gm.popupOptions = (map) => ({
    className: "gm-popup",
    maxWidth: 360,
    minWidth: 280,
    maxHeight: gm.popupHeight(map),
    autoPanPaddingTopLeft: [map.getSize().x > 700 ? 56 : 8, 12],
    autoPanPaddingBottomRight: [gm.besideLegend(map, 12), 12],
  });

  // What is to be seen is not to lie under the legend: how wide that is, or `least` where it is folded.
  gm.besideLegend = function (map, least) {
    const legend = map.getContainer().querySelector(".gm-legend[open]");
    return legend && map.getSize().x > 700 ? legend.offsetWidth + 20 : least;
  };

  gm.openIncident = function (map, store, index, offset) {
    const place = store.place[index];
    if (place < 0) return;
    const at = [store.places.lat[place], store.places.lon[place]];
    const symbols = gm.symbolsOf(map);
    symbols.select(store, index);
    const [dx, dy] = offset || [0, 0];
    const popup = L.popup({ ...gm.popupOptions(map), offset: [dx, dy - 6] })
      .setLatLng(at)
      .setContent(gm.incidentDetails(store, index))
      .on("remove", () => {
        if (symbols.selected && symbols.selected.index === index) symbols.select(null);
      });
    popup.geomapIncident = index;
    popup.openOn(map);
    map.fire("geomap:select", { store, index });
  };

  gm.openMention = function (map, { mark, layer }) {
    const name = mark.names[0];
    const content = el("article", { class: "gm-details" }, [
      el("h2", {}, gm.quoted(name)),
      el("p", { class: "gm-kind" }, layer.reporting ? "Reporting from here" : "Place mentioned"),
      el("dl", {}, [
        fact("Where", whereWords(mark.names, mark.precision, mark.uncertainty)),
        fact("Named as", mark.samples.map((text, n) => [n ? ", " : null, gm.quoted(text)])),
        fact("How often", gm.plural(mark.count, "time") + " in " + gm.plural(mark.reports.length, "report")),
      ]),
    ]);
    L.popup({ className: "gm-popup", maxWidth: 340, minWidth: 240 })
      .setLatLng([mark.lat, mark.lon])
      .setContent(content)
      .openOn(map);
  };
})((globalThis.geomap = globalThis.geomap || {}));

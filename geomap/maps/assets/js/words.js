// Says in words what the codes mean: status, precision of date and place, numbers.
(function (gm) {
  "use strict";

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"];

  gm.STATUSES = ["occurred", "attempted", "foiled", "planned", "threatened", "alleged", "denied"];
  gm.PRECISIONS = ["exact", "site", "locality", "area", "country", "unknown"];
  gm.DATE_PRECISIONS = ["day", "range", "month", "season", "year", "decade"];

  gm.statusLabel = function (status) {
    return status[0].toUpperCase() + status.slice(1);
  };

  gm.statusWords = function (status) {
    return {
      occurred: "Occurred",
      attempted: "Attempted: it was tried and did not succeed",
      foiled: "Foiled: it was prevented",
      planned: "Planned: it had not happened when reported",
      threatened: "Threatened: it had not happened when reported",
      alleged: "Alleged: somebody says so, nothing confirms it",
      denied: "Denied: it is said not to have happened",
    }[status] || status;
  };

  // [year, month or 0, day or 0]
  function parts(day) {
    const [year, month, date] = day.split("-").map(Number);
    return [year, month || 0, date || 0];
  }

  gm.dayWords = function (day) {
    const [year, month, date] = parts(day);
    return [date || "", month ? MONTHS[month - 1] : "", year].filter(String).join(" ");
  };

  gm.rangeWords = function (start, end) {
    if (!end || end === start) return gm.dayWords(start);
    const [year, month, date] = parts(start);
    const [lastYear, lastMonth, lastDate] = parts(end);
    if (year !== lastYear) return gm.dayWords(start) + " – " + gm.dayWords(end);
    if (month !== lastMonth) {
      return [date || "", MONTHS[month - 1] || ""].filter(String).join(" ") + " – " + gm.dayWords(end);
    }
    return date && lastDate ? date + "–" + gm.dayWords(end) : gm.dayWords(end);
  };

  gm.dateWords = function (start, end, precision) {
    if (!start && !end) return "date not known";
    const words = gm.rangeWords(start || end, end);
    switch (precision) {
      case "day":
        return words;
      case "range":
        return words;
      case "month":
        return "in " + words + "; the day is not known";
      case "season":
        return "some time between " + gm.dayWords(start || end) + " and " + gm.dayWords(end || start);
      case "year":
        return "in " + words + "; nothing nearer is known";
      case "decade":
        return "in the years " + words.replace(" – ", " to ") + "; nothing nearer is known";
      default:
        return words;
    }
  };

  // Short, for lists: "7 Nov 2021".
  gm.shortDate = function (start, end) {
    if (!start && !end) return "no date";
    return gm.rangeWords(start || end, end).replace(/[A-Z][a-z]{3,}/g, (month) => month.slice(0, 3));
  };

  gm.kilometres = function (km) {
    if (km < 1) return Math.max(50, Math.round(km * 20) * 50) + " m";
    return (km < 10 ? Math.round(km * 2) / 2 : Math.round(km)) + " km";
  };

  // How precisely the place is known. `name` and `within` are texts.
  gm.placeWords = function (name, within, precision, uncertainty) {
    const full = [name, ...within].join(", ");
    switch (precision) {
      case "exact":
        return full + ": the coordinates that the report gives";
      case "site":
        return full + ": known to the site, within about " + gm.kilometres(uncertainty);
      case "locality":
        return full + ": known to the town or district, within about " + gm.kilometres(uncertainty);
      case "area":
      case "country":
        return "somewhere in " + full + "; the report names no nearer place";
      default:
        return full + ": how near is not known";
    }
  };

  // "at least 30", 7 or null. The report's words win: they say more than the number.
  gm.countWords = function (number, words) {
    if (words) return words;
    return number === null || number === undefined ? null : number.toLocaleString("en");
  };

  // "30", or "30–50" where reports give different numbers; null for no toll.
  gm.tollWords = function (toll) {
    if (!toll) return null;
    const [low, high] = [toll.low.toLocaleString("en"), toll.high.toLocaleString("en")];
    return low === high ? low : low + "–" + high;
  };

  gm.plural = function (number, one, many) {
    return number.toLocaleString("en") + " " + (number === 1 ? one : many || one + "s");
  };

  gm.percent = function (share) {
    return Math.round(share * 100) + " %";
  };
})((globalThis.geomap = globalThis.geomap || {}));

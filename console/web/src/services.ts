/** A user's services document as a tas has it (TS 24.623 §6), and the plain settings that people know by name. */

export interface Condition {
  type: string;
  fact?: string;
}
export interface DiversionRule {
  id: string;
  conditions: Condition[];
  forwardTo: { target: string };
}
export interface Barring {
  active: boolean;
  rules: { id: string; conditions: Condition[]; allow: boolean }[];
}
export interface Services {
  diversion: { active: boolean; noReplySeconds: number | null; rules: DiversionRule[] };
  incoming: Barring;
  outgoing: Barring;
  identity: { presentation: boolean; restriction: string; connectedPresentation: boolean; connectedRestriction: string };
  screening: { doNotDisturb: boolean; whiteList: string[]; blackList: string[] };
  ringing: { mode: string; seconds: number | null; targets: string[] };
}

const fact = (name: string): Condition => ({ type: "situation", fact: name });

/** By the names that feature codes give them too, so that both set the same rule. */
export const DIVERSIONS = [
  { id: "cfu", label: "All calls go to", conditions: [] },
  { id: "cfb", label: "When busy, to", conditions: [fact("BUSY")] },
  { id: "cfnr", label: "Without an answer, to", conditions: [fact("NO_ANSWER")] },
  { id: "cfnrc", label: "When not reachable, to", conditions: [fact("NOT_REACHABLE")] },
];
export const BARRINGS = [
  { id: "baoc", way: "outgoing", label: "No outgoing calls", conditions: [] },
  { id: "baoic", way: "outgoing", label: "No international calls", conditions: [fact("INTERNATIONAL")] },
  { id: "baic", way: "incoming", label: "No incoming calls", conditions: [] },
  { id: "acr", way: "incoming", label: "No anonymous calls", conditions: [fact("ANONYMOUS")] },
] as const;

/** Of a user who never set anything. */
export const INITIAL: Services = {
  diversion: { active: true, noReplySeconds: null, rules: [] },
  incoming: { active: true, rules: [] },
  outgoing: { active: true, rules: [] },
  identity: { presentation: true, restriction: "NOT_RESTRICTED", connectedPresentation: true, connectedRestriction: "NOT_RESTRICTED" },
  screening: { doNotDisturb: false, whiteList: [], blackList: [] },
  ringing: { mode: "OFF", seconds: null, targets: [] },
};

const isOff = (rule: DiversionRule) => rule.conditions.some((each) => each.fact === "RULE_DEACTIVATED");

/** What the form's fields hold; a diversion that is registered but off is as if it were not there. */
export function plain({ diversion, incoming, outgoing, identity, screening, ringing }: Services): Record<string, string> {
  const values: Record<string, string> = {
    noReplySeconds: String(diversion.noReplySeconds ?? ""),
    restriction: identity.restriction,
    whiteList: screening.whiteList.join(" "),
    blackList: screening.blackList.join(" "),
    mode: ringing.mode,
    targets: ringing.targets.join(" "),
  };
  for (const rule of diversion.rules) {
    if (diversion.active && !isOff(rule)) values[rule.id] = rule.forwardTo.target;
  }
  for (const { active, rules } of [incoming, outgoing]) {
    for (const rule of rules) if (active) values[rule.id] = "on";
  }
  if (screening.doNotDisturb) values["doNotDisturb"] = "on";
  if (identity.presentation) values["presentation"] = "on";
  return values;
}

/** The document with the form's values in it; rules with further conditions stay, and come first. */
export function changed(services: Services, values: Record<string, string>): Services {
  const { diversion, identity, screening, ringing } = services;
  const isPlain = (id: string) => DIVERSIONS.some((each) => each.id === id);
  const set = DIVERSIONS.flatMap(({ id, conditions }) => {
    const was = diversion.rules.find((rule) => rule.id === id);
    const target = values[id];
    if (target === undefined) return was !== undefined && isOff(was) ? [was] : [];
    return [{ id, conditions, forwardTo: { ...was?.forwardTo, target: uriOf(target) } }];
  });
  return {
    ...services,
    diversion: {
      active: true,
      noReplySeconds: values["noReplySeconds"] === undefined ? null : Number(values["noReplySeconds"]),
      rules: [...diversion.rules.filter((rule) => !isPlain(rule.id)), ...set],
    },
    incoming: barring(services.incoming, "incoming", values),
    outgoing: barring(services.outgoing, "outgoing", values),
    identity: { ...identity, presentation: values["presentation"] === "on", restriction: values["restriction"] ?? identity.restriction },
    screening: { ...screening, doNotDisturb: values["doNotDisturb"] === "on", whiteList: listed(values["whiteList"]), blackList: listed(values["blackList"]) },
    ringing: { ...ringing, mode: values["mode"] ?? ringing.mode, targets: listed(values["targets"]) },
  };
}

function barring({ rules }: Barring, way: string, values: Record<string, string>): Barring {
  const plainOnes = BARRINGS.filter((each) => each.way === way);
  return {
    active: true,
    rules: [
      ...rules.filter((rule) => !plainOnes.some((each) => each.id === rule.id)),
      ...plainOnes.filter(({ id }) => values[id] === "on").map(({ id, conditions }) => ({ id, conditions: [...conditions], allow: false })),
    ],
  };
}

/** A number alone is a tel URI. */
export const uriOf = (text: string) => (/^\+[0-9]/.test(text) ? `tel:${text}` : text);
const listed = (text: string | undefined) => (text ?? "").split(/[\s,]+/).filter((each) => each !== "").map(uriOf);

const TARGET = /^(sips?:[^\s<>"?]+|tel:\+[0-9]{3,15})$/;
const ENTRY = /^(sips?:[^\s<>"?]+|tel:\+[0-9]{0,15})\*?$/;

/** What is wrong with the fields, by their names. */
export function faultsOf(values: Record<string, string>): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const { id } of DIVERSIONS) {
    const target = values[id];
    if (target !== undefined && !TARGET.test(uriOf(target))) faults[id] = "Give a SIP address or a number with +.";
  }
  const seconds = Number(values["noReplySeconds"] ?? 20);
  if (!(seconds >= 5 && seconds <= 180)) faults["noReplySeconds"] = "Give 5 to 180 seconds.";
  if (!listed(values["targets"]).every((each) => TARGET.test(each))) faults["targets"] = "Give a SIP address or a number with +.";
  for (const list of ["whiteList", "blackList"]) {
    if (!listed(values[list]).every((each) => ENTRY.test(each))) faults[list] = "Give SIP addresses or numbers with +; a star stands for any end.";
  }
  return faults;
}

/** The form's field that holds what the tas speaks of, such as diversion.rules[1].forwardTo.target. */
export function fieldOf(place: string, { diversion }: Services): string {
  const rule = /^diversion\.rules\[(\d+)\]/.exec(place)?.[1];
  if (rule !== undefined) return diversion.rules[Number(rule)]?.id ?? place;
  return place.replace(/\[\d+\]$/, "").split(".").pop() ?? place;
}

/** The REST interface of the console and, behind it, of all nodes. */

export interface Fault {
  field: string;
  message: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    /** What is wrong with single fields of what was sent. */
    readonly faults: Fault[] = [],
  ) {
    super(detail);
  }
}

export function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  return body === undefined ? exchange<T>(path, { method, headers }) : send<T>(method, path, JSON.stringify(body), "application/json", headers);
}

/** With a body that is not JSON made here. */
export const send = <T,>(method: string, path: string, body: BodyInit, type: string, headers: Record<string, string> = {}) =>
  exchange<T>(path, { method, body, headers: { "Content-Type": type, ...headers } });

async function exchange<T>(path: string, request: RequestInit): Promise<T> {
  const response = await answered(path, { ...request, headers: { Accept: "application/json", ...request.headers } });
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function answered(path: string, request: RequestInit): Promise<Response> {
  const response = await fetch(path, request);
  if (!response.ok) {
    const told = problemOf(await response.text());
    throw new Problem(response.status, told.detail ?? told.title ?? `${response.status} ${response.statusText}`, told.errors);
  }
  return response;
}

function problemOf(text: string): { detail?: string; title?: string; errors?: Fault[] } {
  try {
    return JSON.parse(text) as { detail?: string; title?: string; errors?: Fault[] };
  } catch {
    return {};
  }
}

export const get = <T,>(path: string) => call<T>("GET", path);

/** A page, and where the next of them is. */
export interface Linked<T> {
  page: T;
  next: string | undefined;
}

/** Of a list that names its next page in the header Link (RFC 8288). */
export async function getLinked<T>(path: string): Promise<Linked<T>> {
  const response = await answered(path, { headers: { Accept: "application/json" } });
  return { page: (await response.json()) as T, next: /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1] };
}

/** As a file of that type. */
export const getFile = async (path: string, type: string) => (await answered(path, { headers: { Accept: type } })).blob();

/** A path with its query; what is empty is left out. */
export function query(path: string, values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

export interface Session {
  signedIn: boolean;
  firstRun: boolean;
  /** Where else people sign in, by its name; null if nowhere. */
  provider: string | null;
  /** The home domain. */
  home: string;
  name: string | null;
  role: Role | null;
}
export type Role = "viewer" | "operator" | "admin";

export interface Verdict {
  kind: string;
  outcome: "good" | "unanswered" | "failed" | "open";
  text: string;
  facts: Record<string, string>;
}
export interface TraceRow {
  key: string;
  time: string;
  method: string;
  from: string;
  to: string;
  verdict: Verdict | null;
}
export interface Arrow {
  time: string;
  from: string;
  to: string;
  protocol: string;
  label: string;
  summary: string;
  repeats: number;
  payload: string;
  decoded: string | null;
}
export interface Ladder {
  key: string;
  participants: { name: string; node: boolean }[];
  arrows: Arrow[];
  verdict: Verdict | null;
}
export interface Slice {
  time: string;
  began: Record<string, number>;
  refused: number;
}
export interface NodeState {
  id: string;
  role: string;
  addresses: Record<string, string>;
  weight: number;
  load: number;
  health: string;
  failing: string[];
  counts: Record<string, number>;
}
export interface Sample {
  time: string;
  counts: Record<string, number>;
}
export interface Identity {
  impu: string;
  barred: boolean;
  displayName: string | null;
  set: number;
  state: string;
}
export interface Subscriber {
  impi: string;
  scheme: string;
  impus: Identity[];
  scscf: string | null;
  profile: string;
  createdAt: string;
}
export interface Import {
  id: string;
  state: "WAITING" | "RUNNING" | "DONE" | "STOPPED";
  bytes: number;
  bytesRead: number;
  created: number;
  replaced: number;
  kept: number;
  refused: number;
  started: string;
  ended: string | null;
  problem: string | null;
}
export interface Registration {
  identities: string[];
  devices: { contact: string; source: string; since: string; expires: string }[];
}
export interface LiveCall {
  key: string;
  icid: string;
  callId: string;
  fromPhone: boolean;
  caller: string;
  callee: string;
  began: string;
  answered: string | null;
  border: string;
  relay: string;
  codec: string;
  accessNetwork: string;
}
export interface Cdr {
  id: string;
  kind: string;
  start: string;
  answer: string | null;
  end: string;
  durationSeconds: number;
  caller: string;
  callee: string;
  servedUser: string;
  role: string;
  cause: string;
  icid: string;
  callId: string;
  node: string;
  extra: Record<string, string>;
}
export interface Message {
  id: string;
  kind: string;
  direction: string;
  user: string;
  peer: string;
  accepted: string;
  state: string;
  states: Record<string, string>;
  why: string | null;
  text: string | null;
}
export interface NumberMapping {
  e164: string;
  uri?: string;
  routingNumber?: string;
  npdi: boolean;
}
export interface Ban {
  source: string;
  seconds: number;
  reason: string;
}
export interface Turned {
  dropped: number;
  refused: number;
  shed: number;
  bans: number;
}
export interface Version {
  id: number;
  setting: string;
  document: unknown;
  account: string;
  time: string;
  note: string;
}
export interface Account {
  name: string;
  role: Role;
  created: string;
}
export interface AuditEntry {
  id: number;
  time: string;
  account: string;
  source: string;
  method: string;
  path: string;
  status: number;
}

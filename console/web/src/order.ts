/** What one form asks of a new subscriber, and how it is done: the SIM, its numbers, its services. */
import { call, type Fault } from "./api";
import { changed, faultsOf as serviceFaults, fieldOf, INITIAL, type Services } from "./services";

export interface Identity {
  impu: string;
  barred: boolean;
}

export const SUBSCRIBERS = "/api/v1/subscribers";
export const numberPath = (number: string) => `/api/v1/numbers/${encodeURIComponent(number)}`;

const IMSI = /^[0-9]{6,15}$/;
const DIGITS = /^[0-9a-fA-F]{32}$/;

/** An IMSI or a name is of the home domain (TS 23.003 §13.3). */
export const impiOf = (text: string, home: string) => (text === "" || text.includes("@") ? text : `${text}@${home}`);

/** With the plus sign that people leave out. */
export const numberOf = (text: string) => (/^[0-9]/.test(text) ? `+${text}` : text);

/**
 * Those that follow from IMSI and number. A SIM without an ISIM registers with the identity that is made of its IMSI, which
 * is barred from everything else (TS 23.003 §13.4B) if there is another.
 */
export function identitiesOf(impi: string, number: string, home: string): Identity[] {
  const user = impi.split("@")[0] ?? "";
  if (user === "") return [];
  const own = { impu: `sip:${impiOf(impi, home)}`, barred: IMSI.test(user) && number !== "" };
  if (number === "") return [own];
  const tel = { impu: `tel:${number}`, barred: false };
  return own.barred ? [{ impu: `sip:${number}@${home}`, barred: false }, tel, own] : [own, tel];
}

/** What is wrong with the fields, by their names. */
export function faultsOf(values: Record<string, string>, identities: Identity[]): Record<string, string> {
  const faults: Record<string, string> = {};
  const { impi, tel, ki, opc, password } = values;
  if (impi === undefined) faults["impi"] = "Give the IMSI or a name.";
  else if (!/^[^\s@:]+(@[^\s@]+)?$/.test(impi)) faults["impi"] = "Give an IMSI, or a name with or without @ and a domain.";
  if (tel !== undefined && !/^\+[0-9]{3,15}$/.test(numberOf(tel))) faults["tel"] = "Give the number with its country code: + and 3 to 15 digits.";
  if (password !== undefined && (ki ?? opc) !== undefined) faults["password"] = "Give either a key with OPc or a password.";
  else if (password === undefined) {
    if (ki === undefined || !DIGITS.test(ki)) faults["ki"] = "Give 32 hexadecimal digits, or a password instead of key and OPc.";
    if (opc === undefined || !DIGITS.test(opc)) faults["opc"] = "Give 32 hexadecimal digits, or a password instead of key and OPc.";
  }
  identities.forEach(({ impu }, at) => {
    if (!/^(sips?:[^\s<>"]+|tel:\+[0-9]{3,15})$/.test(impu)) faults[`impus[${at}]`] = "Give sip:name@domain, or tel: with + and digits.";
  });
  if (impi !== undefined && !identities.some(({ impu, barred }) => impu.startsWith("sip") && !barred)) {
    faults["impus"] = "One SIP identity at least must be for more than registering.";
  }
  return { ...faults, ...serviceFaults(values) };
}

export interface Order {
  impi: string;
  identities: Identity[];
  values: Record<string, string>;
}

/** The subscriber, or again one that the same form has made: each step can be done twice. */
export async function place({ impi, identities, values }: Order, made: boolean): Promise<void> {
  const { ki, opc, password, profile } = values;
  const order = { impi, impus: identities, ki, opc, password, profile };
  await (made ? call("PUT", `${SUBSCRIBERS}/${encodeURIComponent(impi)}`, order) : call("POST", SUBSCRIBERS, order));
}

/** Who is dialled by number is found by ENUM. */
export async function mapNumbers({ identities }: Order): Promise<void> {
  const uri = identities.find(({ impu, barred }) => impu.startsWith("sip") && !barred)?.impu;
  for (const { impu } of identities) {
    if (impu.startsWith("tel:")) await call("PUT", numberPath(impu.slice("tel:".length)), { uri });
  }
}

/** Not of one who wants none: the tas knows what nobody set. */
export async function setServices({ identities, values }: Order): Promise<void> {
  const wanted = servicesOf(values);
  const user = identities.find(({ barred }) => !barred)?.impu;
  if (user !== undefined && JSON.stringify(wanted) !== JSON.stringify(INITIAL)) {
    await call("PUT", `/api/v1/users/${encodeURIComponent(user)}/services`, wanted);
  }
}

const servicesOf = (values: Record<string, string>): Services => changed(INITIAL, values);

/** By the form's fields. */
export function byField(faults: Fault[], values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(faults.map(({ field, message }) => [field.startsWith("impus") ? field : fieldOf(field, servicesOf(values)), message]));
}

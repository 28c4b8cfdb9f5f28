import { useRef, useState } from "react";
import { Problem } from "../api";
import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { byField, faultsOf, type Identity, identitiesOf, impiOf, mapNumbers, numberOf, type Order, place, setServices } from "../order";
import { Failure, FaultText, Field, Title, valuesOf } from "../parts";
import { Check, Choice, ServiceFields } from "../service-fields";
import { INITIAL, plain } from "../services";

const NOTHING = plain(INITIAL);

/** One form from the SIM to the services. What is wrong with a field is said at it. */
export function NewSubscriberPage({ home }: { home: string }) {
  const { t } = useWords();
  const profiles = usePoll<string[]>("/api/v1/profiles", 0);
  const [impi, setImpi] = useState("");
  const [tel, setTel] = useState("");
  /** Undefined until somebody changes those that follow from IMSI and number. */
  const [own, setOwn] = useState<Identity[]>();
  const [values, setValues] = useState(NOTHING);
  /** From the first try on, what is wrong is said as it is typed. */
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  /** The one that this form has made already: it goes on from there. */
  const [made, setMade] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const identities = own ?? identitiesOf(impi.trim(), numberOf(tel.trim()), home);
  const faults = { ...(tried ? faultsOf(values, identities) : {}), ...refused };

  const save = async (order: Order) => {
    setBusy(true);
    setError(undefined);
    try {
      await place(order, made === order.impi);
      setMade(order.impi);
      await mapNumbers(order);
      await setServices(order);
      window.location.hash = "#/subscribers";
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
      if (problem instanceof Problem) setRefused(byField(problem.faults, order.values));
    } finally {
      setBusy(false);
    }
  };
  const edited = (form: HTMLFormElement) => {
    setValues(valuesOf(form));
    setRefused({});
  };
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    edited(event.currentTarget);
    setTried(true);
    const order = { impi: impiOf(impi.trim(), home), identities, values: valuesOf(event.currentTarget) };
    const first = Object.keys(faultsOf(order.values, identities))[0];
    if (first === undefined) void save(order);
    else form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus();
  };
  return (
    <>
      <Title aside={<a href="#/subscribers">{t("Back to the list")}</a>}>{t("New subscriber")}</Title>
      <form ref={form} className="order" onSubmit={submit} onChange={(event) => edited(event.currentTarget)} noValidate>
        <fieldset>
          <legend>{t("SIM")}</legend>
          <Field label="IMSI or private identity" name="impi" placeholder="001010000000001" value={impi} onChange={(event) => setImpi(event.target.value)} fault={faults["impi"]} />
          <Field label="Telephone number (MSISDN)" name="tel" placeholder="+4915112345678" value={tel} onChange={(event) => setTel(event.target.value)} fault={faults["tel"]} />
          <Field label="SIM key K" name="ki" type="password" autoComplete="new-password" fault={faults["ki"]} />
          <Field label="OPc" name="opc" type="password" autoComplete="new-password" fault={faults["opc"]} />
          <Field label="Password instead of a key" name="password" type="password" autoComplete="new-password" fault={faults["password"]} />
          <Choice name="profile" label="Profile" value="default" among={Object.fromEntries((profiles.data ?? ["default"]).map((name) => [name, name]))} />
          <p className="wide empty">{t("Key, OPc and password are stored encrypted, and never shown again.")}</p>
        </fieldset>
        <fieldset>
          <legend>{t("Public identities")}</legend>
          <IdentityRows rows={identities} faults={faults} change={setOwn} />
        </fieldset>
        <ServiceFields values={NOTHING} faults={faults} />
        <Failure error={error} />
        {made === "" ? null : <p role="status">{t("The SIM is there; save again for what is left.")}</p>}
        <button type="submit" disabled={busy}>
          {t("Save")}
        </button>
      </form>
    </>
  );
}

function IdentityRows({ rows, faults, change }: { rows: Identity[]; faults: Record<string, string>; change: (rows: Identity[] | undefined) => void }) {
  const { t } = useWords();
  const put = (at: number, row: Partial<Identity>) => change(rows.map((each, index) => (index === at ? { ...each, ...row } : each)));
  return (
    <div className="wide">
      {rows.map(({ impu, barred }, at) => (
        <div key={at} className="identity">
          <Field label={`${t("Public identity")} ${at + 1}`} name={`impus[${at}]`} value={impu} onChange={(event) => put(at, { impu: event.target.value.trim() })} fault={faults[`impus[${at}]`]} />
          <Check label="for registering only" checked={barred} onChange={(event) => put(at, { barred: event.target.checked })} />
          <button type="button" onClick={() => change(rows.filter((_, index) => index !== at))}>
            {t("Remove")}
          </button>
        </div>
      ))}
      <FaultText fault={faults["impus"]} />
      <p className="links">
        <button type="button" onClick={() => change([...rows, { impu: "sip:", barred: false }])}>
          {t("Add another")}
        </button>
        <button type="button" onClick={() => change(undefined)}>
          {t("As IMSI and number say")}
        </button>
      </p>
    </div>
  );
}

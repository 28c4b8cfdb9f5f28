import { useWords } from "./i18n";
import { Field } from "./parts";
import { BARRINGS, DIVERSIONS } from "./services";

/** The telephony services of a user as fields of a form. */
export function ServiceFields({ values, faults, disabled = false }: { values: Record<string, string>; faults: Record<string, string>; disabled?: boolean }) {
  const { t } = useWords();
  const text = (name: string, label: string, more: React.InputHTMLAttributes<HTMLInputElement> = {}) => (
    <Field key={name} label={label} name={name} defaultValue={values[name] ?? ""} fault={faults[name]} {...more} />
  );
  return (
    <>
      <fieldset disabled={disabled}>
        <legend>{t("Diversion")}</legend>
        {DIVERSIONS.map(({ id, label }) => text(id, label, { placeholder: "+4915112345678 / sip:bob@…" }))}
        {text("noReplySeconds", "Seconds until there is no answer", { inputMode: "numeric" })}
      </fieldset>
      <fieldset disabled={disabled}>
        <legend>{t("Barring")}</legend>
        {BARRINGS.map(({ id, label }) => (
          <Check key={id} name={id} label={label} checked={values[id] === "on"} />
        ))}
        <Check name="doNotDisturb" label="Do not disturb" checked={values["doNotDisturb"] === "on"} />
        {text("whiteList", "Who may always call", { placeholder: "+4915* sip:bob@…" })}
        {text("blackList", "Who may never call", { placeholder: "+4915* sip:bob@…" })}
      </fieldset>
      <fieldset disabled={disabled}>
        <legend>{t("Identities and further phones")}</legend>
        <Choice name="restriction" label="The own number" value={values["restriction"]} among={{ NOT_RESTRICTED: "is shown", RESTRICTED: "is withheld", PERMANENT: "is always withheld" }} />
        <Check name="presentation" label="Callers are shown" checked={values["presentation"] === "on"} />
        <Choice name="mode" label="Further phones" value={values["mode"]} among={{ OFF: "do not ring", SIMULTANEOUS: "ring at once", SEQUENTIAL: "ring one after the other" }} />
        {text("targets", "Those phones", { placeholder: "+4915112345678 sip:desk@…" })}
      </fieldset>
    </>
  );
}

export function Check({ name, label, checked, ...more }: { name?: string; label: string; checked: boolean } & React.InputHTMLAttributes<HTMLInputElement>) {
  const { t } = useWords();
  return (
    <label className="check">
      <input type="checkbox" name={name} {...(more.onChange ? { checked } : { defaultChecked: checked })} {...more} />
      {t(label)}
    </label>
  );
}

/** One of these words; what each means is shown. */
export function Choice({ name, label, value, among }: { name: string; label: string; value: string | undefined; among: Record<string, string> }) {
  const { t } = useWords();
  return (
    <label className="field">
      <span>{t(label)}</span>
      <select name={name} defaultValue={value}>
        {Object.entries(among).map(([word, meaning]) => (
          <option key={word} value={word}>
            {t(meaning)}
          </option>
        ))}
      </select>
    </label>
  );
}

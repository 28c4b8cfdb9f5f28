import { useState } from "react";
import { call, Problem, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Title, valuesOf } from "../parts";
import { ServiceFields } from "../service-fields";
import { changed, faultsOf, fieldOf, plain, type Services } from "../services";

export function ServicesPage({ user, session }: { user: string | undefined; session: Session }) {
  const { t } = useWords();
  const choose = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    window.location.hash = `#/services/${encodeURIComponent(valuesOf(event.currentTarget)["user"] ?? "")}`;
  };
  return (
    <>
      <Title>{t("Services of a user")}</Title>
      <form className="filter" onSubmit={choose}>
        <input name="user" defaultValue={user} aria-label={t("User")} placeholder="sip:alice@…" required />
        <button type="submit">{t("Show")}</button>
      </form>
      {user === undefined || user === "" ? null : <One key={user} user={user} session={session} />}
    </>
  );
}

function One({ user, session }: { user: string; session: Session }) {
  const path = `/api/v1/users/${encodeURIComponent(user)}/services`;
  const services = usePoll<Services>(path, 0);
  const read = services.data;
  return (
    <>
      <Failure error={services.error} />
      {read === undefined ? null : <Settings key={JSON.stringify(read)} path={path} services={read} changing={mayChange(session)} reload={services.reload} />}
    </>
  );
}

/** What people know by name as fields, and all there is as a document. */
function Settings({ path, services, changing, reload }: { path: string; services: Services; changing: boolean; reload: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState(JSON.stringify(services, null, 2));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [run, error] = useChange(reload);
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget);
    const wrong = faultsOf(values);
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    const wanted = changed(services, values);
    run(() =>
      call("PUT", path, wanted).catch((problem: unknown) => {
        if (problem instanceof Problem) setFaults(Object.fromEntries(problem.faults.map(({ field, message }) => [fieldOf(field, wanted), message])));
        throw problem;
      }),
    );
  };
  return (
    <>
      <Failure error={error} />
      <form className="order" onSubmit={submit} noValidate>
        <ServiceFields values={plain(services)} faults={faults} disabled={!changing} />
        {changing ? <button type="submit">{t("Save")}</button> : null}
      </form>
      <details>
        <summary>{t("The whole document")}</summary>
        <textarea aria-label={t("Services of a user")} rows={24} spellCheck={false} readOnly={!changing} value={text} onChange={(event) => setText(event.target.value)} />
        {changing ? (
          <button type="button" onClick={() => run(async () => call("PUT", path, JSON.parse(text)))}>
            {t("Save the document")}
          </button>
        ) : null}
      </details>
    </>
  );
}

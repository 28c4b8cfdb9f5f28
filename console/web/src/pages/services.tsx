import { useState } from "react";
import { call, type Session } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, Title, valuesOf } from "../parts";

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
      {user === undefined || user === "" ? null : <Document key={user} user={user} session={session} />}
    </>
  );
}

function Document({ user, session }: { user: string; session: Session }) {
  const { t } = useWords();
  const path = `/api/v1/users/${encodeURIComponent(user)}/services`;
  const services = usePoll<unknown>(path, 0);
  const [edited, setEdited] = useState<string>();
  const [run, error] = useChange(() => {
    setEdited(undefined);
    services.reload();
  });
  const forward = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { target = "" } = valuesOf(event.currentTarget);
    run(() => call("PUT", `/api/v1/users/${encodeURIComponent(user)}/diversion`, { unconditional: target === "" ? null : target }));
  };
  const text = edited ?? (services.data === undefined ? "" : JSON.stringify(services.data, null, 2));
  return (
    <>
      <Failure error={error ?? services.error} />
      {mayChange(session) ? (
        <form className="filter" onSubmit={forward}>
          <Field label="Goes to" name="target" placeholder="sip:bob@… / tel:+49…" />
          <button type="submit">{t("Save")}</button>
        </form>
      ) : null}
      <textarea aria-label={t("Services of a user")} rows={24} spellCheck={false} readOnly={!mayChange(session)} value={text} onChange={(event) => setEdited(event.target.value)} />
      {mayChange(session) ? (
        <button type="button" disabled={edited === undefined} onClick={() => run(async () => call("PUT", path, JSON.parse(text)))}>
          {t("Save")}
        </button>
      ) : null}
    </>
  );
}

import { useState } from "react";
import { type Ban, call, type NodeState, type Session, type Turned } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, Table, Title, valuesOf } from "../parts";

/** The policy of all borders, and what each border has banned. */
export function FirewallPage({ session }: { session: Session }) {
  const { t } = useWords();
  const nodes = usePoll<NodeState[]>("/api/v1/nodes", 5);
  const borders = nodes.data?.filter((node) => node.role === "sbc");
  return (
    <>
      <Title>{t("Firewall")}</Title>
      <Failure error={nodes.error} />
      {borders?.length === 0 ? <p className="empty">{t("No border is there.")}</p> : null}
      {borders?.map((border) => (
        <Border key={border.id} id={border.id} session={session} />
      ))}
      {borders?.length ? <Policy session={session} /> : null}
    </>
  );
}

function Border({ id, session }: { id: string; session: Session }) {
  const { t } = useWords();
  const at = `/nodes/${encodeURIComponent(id)}/api/v1/firewall`;
  const bans = usePoll<Ban[]>(`${at}/bans`);
  const turned = usePoll<Turned>(`${at}/statistics`);
  const [run, error] = useChange(bans.reload);
  const ban = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { source, minutes, reason } = valuesOf(form);
    run(() => call("POST", `${at}/bans`, { source, seconds: Math.round(Number(minutes) * 60), reason }).then(() => form.reset()));
  };
  return (
    <section>
      <h2>{id}</h2>
      {turned.data === undefined ? null : (
        <p>
          {t("Dropped")} {turned.data.dropped} · {t("Refused")} {turned.data.refused} · {t("Shed")} {turned.data.shed} · {t("Bans")} {turned.data.bans}
        </p>
      )}
      {mayChange(session) ? (
        <form className="filter" onSubmit={ban}>
          <Field label="Source address" name="source" placeholder="203.0.113.9" required />
          <Field label="Minutes" name="minutes" type="number" min="1" max="43200" defaultValue="60" required />
          <Field label="Why" name="reason" />
          <button type="submit">{t("Ban")}</button>
        </form>
      ) : null}
      <Failure error={error ?? bans.error} />
      <Table
        rows={bans.data}
        id={(row) => row.source}
        columns={[
          { name: "Source address", cell: (row) => row.source },
          { name: "Minutes left", cell: (row) => Math.ceil(row.seconds / 60) },
          { name: "Why", cell: (row) => row.reason },
          {
            name: "",
            cell: (row) =>
              mayChange(session) ? (
                <button type="button" onClick={() => run(() => call("DELETE", `${at}/bans/${encodeURIComponent(row.source)}`))}>
                  {t("Lift")}
                </button>
              ) : null,
          },
        ]}
      />
    </section>
  );
}

function Policy({ session }: { session: Session }) {
  const { t } = useWords();
  const policy = usePoll<unknown>("/api/v1/firewall", 0);
  const [edited, setEdited] = useState<string>();
  const [run, error] = useChange(() => {
    setEdited(undefined);
    policy.reload();
  });
  const text = edited ?? (policy.data === undefined ? "" : JSON.stringify(policy.data, null, 2));
  return (
    <section>
      <h2>{t("Policy of all borders")}</h2>
      <Failure error={error ?? policy.error} />
      <textarea
        aria-label={t("Policy of all borders")}
        rows={20}
        spellCheck={false}
        readOnly={!mayChange(session)}
        value={text}
        onChange={(event) => setEdited(event.target.value)}
      />
      {mayChange(session) ? (
        <button type="button" disabled={edited === undefined} onClick={() => run(async () => call("PUT", "/api/v1/firewall", JSON.parse(text)))}>
          {t("Save")}
        </button>
      ) : null}
    </section>
  );
}

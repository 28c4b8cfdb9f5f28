import { useState } from "react";
import { call, type Session, type Version } from "../api";
import { mayChange } from "../app";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, Table, Title, valuesOf } from "../parts";

const PATH = "/api/v1/configuration";
const text = (document: unknown) => JSON.stringify(document, null, 2);

/** What is set while the nodes run: a document for each setting, all that it ever was, and the way back. */
export function ConfigurationPage({ chosen, session }: { chosen: string | undefined; session: Session }) {
  const { t } = useWords();
  const names = usePoll<string[]>(PATH, 0);
  const name = chosen ?? names.data?.[0];
  return (
    <>
      <Title>{t("Configuration")}</Title>
      <Failure error={names.error} />
      <p className="tabs">
        {names.data?.map((each) => (
          <a key={each} href={`#/configuration/${each}`} aria-current={each === name ? "page" : undefined}>
            {t(`setting ${each}`)}
          </a>
        ))}
      </p>
      {name === undefined ? null : <Setting key={name} name={name} session={session} />}
    </>
  );
}

function Setting({ name, session }: { name: string; session: Session }) {
  const { t, time } = useWords();
  const at = `${PATH}/${encodeURIComponent(name)}`;
  const current = usePoll<Version>(at, 10);
  const versions = usePoll<Version[]>(current.data === undefined ? null : `${at}/versions`, 10);
  const [edited, setEdited] = useState<{ from: number; text: string }>();
  const [run, error] = useChange(() => {
    setEdited(undefined);
    current.reload();
    versions.reload();
  });
  const shown = edited?.text ?? (current.data === undefined ? "" : text(current.data.document));
  const save = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { note } = valuesOf(form);
    run(async () => {
      await call("PUT", at, { document: JSON.parse(shown), note, expected: edited?.from });
      form.reset();
    });
  };
  const back = (version: Version) => {
    if (window.confirm(`${t("Set this version again?")} (${version.id})`)) {
      run(() => call("POST", `${at}/rollback`, { version: version.id }));
    }
  };
  return (
    <section>
      <Failure error={error ?? current.error ?? versions.error} />
      <form onSubmit={save}>
        <textarea
          aria-label={t(`setting ${name}`)}
          rows={14}
          spellCheck={false}
          readOnly={!mayChange(session)}
          value={shown}
          onChange={(event) => setEdited({ from: edited?.from ?? current.data?.id ?? 0, text: event.target.value })}
        />
        {mayChange(session) ? (
          <p className="filter">
            <Field label="Why" name="note" maxLength={400} />
            <button type="submit" disabled={edited === undefined}>
              {t("Save")}
            </button>
            {edited === undefined ? null : (
              <button type="button" onClick={() => setEdited(undefined)}>
                {t("Discard")}
              </button>
            )}
          </p>
        ) : null}
      </form>
      <h2>{t("History")}</h2>
      <Table
        rows={versions.data}
        id={(row) => String(row.id)}
        columns={[
          { name: "Version", cell: (row) => row.id },
          { name: "Time", cell: (row) => time(row.time) },
          { name: "Account", cell: (row) => row.account },
          { name: "Why", cell: (row) => row.note },
          {
            name: "What",
            cell: (row) => (
              <details>
                <summary>{t("Show")}</summary>
                <pre>{text(row.document)}</pre>
              </details>
            ),
          },
          {
            name: "",
            cell: (row) =>
              mayChange(session) && row.id !== current.data?.id ? (
                <button type="button" onClick={() => back(row)}>
                  {t("Roll back to this")}
                </button>
              ) : null,
          },
        ]}
      />
    </section>
  );
}

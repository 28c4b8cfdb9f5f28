import { usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Title } from "../parts";

interface Document {
  paths: Record<string, Record<string, { summary?: string }>>;
}

/** What each role publishes; the console forwards all of it under its own address. */
export function InterfacesPage({ role }: { role: string | undefined }) {
  const { t } = useWords();
  const roles = usePoll<string[]>("/api-docs", 0);
  const chosen = role ?? roles.data?.[0];
  const document = usePoll<Document>(chosen === undefined ? null : `/api-docs/${chosen}`, 0);
  return (
    <>
      <Title>{t("REST interfaces")}</Title>
      <p className="links">
        {roles.data?.map((each) => (
          <a key={each} href={`#/interfaces/${each}`} aria-current={each === chosen ? "page" : undefined}>
            {each}
          </a>
        ))}
        {chosen === undefined ? null : <a href={`/api-docs/${chosen}`}>OpenAPI</a>}
      </p>
      <Failure error={roles.error ?? document.error} />
      <dl className="interfaces">
        {Object.entries(document.data?.paths ?? {}).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => (
            <div key={method + path}>
              <dt>
                <b>{method.toUpperCase()}</b> <code>{path}</code>
              </dt>
              <dd>{operation.summary}</dd>
            </div>
          )),
        )}
      </dl>
    </>
  );
}

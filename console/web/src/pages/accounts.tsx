import { type Account, call } from "../api";
import { useChange, usePoll } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, Table, Title, valuesOf } from "../parts";

const PATH = "/api/v1/accounts";

export function AccountsPage() {
  const { t, time } = useWords();
  const list = usePoll<Account[]>(PATH, 10);
  const [run, error] = useChange(list.reload);
  const add = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    run(() => call("POST", PATH, valuesOf(form)).then(() => form.reset()));
  };
  return (
    <>
      <Title>{t("Accounts")}</Title>
      <form className="filter" onSubmit={add}>
        <Field label="Name" name="name" required />
        <Field label="Password (12 characters or more)" name="password" type="password" autoComplete="new-password" required />
        <select name="role" aria-label={t("Role")}>
          {["viewer", "operator", "admin"].map((role) => (
            <option key={role}>{role}</option>
          ))}
        </select>
        <button type="submit">{t("Add")}</button>
      </form>
      <Failure error={error ?? list.error} />
      <Table
        rows={list.data}
        id={(row) => row.name}
        columns={[
          { name: "Name", cell: (row) => row.name },
          { name: "Role", cell: (row) => row.role },
          { name: "Time", cell: (row) => time(row.created) },
          {
            name: "",
            cell: (row) => (
              <button type="button" onClick={() => run(() => call("DELETE", `${PATH}/${encodeURIComponent(row.name)}`))}>
                {t("Remove")}
              </button>
            ),
          },
        ]}
      />
    </>
  );
}

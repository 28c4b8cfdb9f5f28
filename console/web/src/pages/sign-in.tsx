import { call } from "../api";
import { useChange } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, valuesOf } from "../parts";

export function SignInPage({ firstRun, entered }: { firstRun: boolean; entered: () => void }) {
  const { t } = useWords();
  const [run, error] = useChange(entered);
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { token, ...credentials } = valuesOf(event.currentTarget);
    run(() =>
      firstRun
        ? call("POST", "/api/v1/session/first", credentials, { Authorization: `Bearer ${token ?? ""}` })
        : call("POST", "/api/v1/session", credentials),
    );
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <h1>Carillon</h1>
        {firstRun ? (
          <>
            <p>{t("Nobody has an account yet. Make the first one with the token that this command prints:")}</p>
            <pre>./ims token</pre>
            <Field label="Token" name="token" required />
          </>
        ) : null}
        <Field label="Name" name="name" autoComplete="username" autoFocus required />
        <Field
          label={firstRun ? "Password (12 characters or more)" : "Password"}
          name="password"
          type="password"
          autoComplete={firstRun ? "new-password" : "current-password"}
          required
        />
        <Failure error={error} />
        <button type="submit">{t(firstRun ? "Make the account" : "Sign in")}</button>
      </form>
    </main>
  );
}

import { call } from "../api";
import { useChange } from "../hooks";
import { useWords } from "../i18n";
import { Failure, Field, valuesOf } from "../parts";

/** Why the provider's door sent somebody back, in the address. */
const REFUSALS: Record<string, string> = {
  "no-role": "Your account there has no role here: ask an admin.",
  refused: "The other side did not let you in.",
  away: "The other side cannot be asked: the console's log says why.",
};

export function SignInPage({ firstRun, provider, entered }: { firstRun: boolean; provider: string | null; entered: () => void }) {
  const { t } = useWords();
  const [run, error] = useChange(entered);
  const refusal = new URLSearchParams(window.location.search).get("sign-in");
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
        <Failure error={error ?? (refusal === null ? undefined : t(REFUSALS[refusal] ?? "The other side did not let you in."))} />
        <button type="submit">{t(firstRun ? "Make the account" : "Sign in")}</button>
        {provider === null ? null : (
          <a className="provider" href="/oauth2/authorization/oidc">
            {t("Sign in with")} {provider}
          </a>
        )}
      </form>
    </main>
  );
}

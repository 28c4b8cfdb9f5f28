import { useEffect, useRef, useState } from "react";
import type { Arrow, Ladder } from "./api";
import { useWords } from "./i18n";

const COLUMN = 116;
const ROW = 30;
const HEAD = 36;
const GUTTER = 56;

/** One ladder over all nodes: arrows down the page in order of time; the arrow keys walk through them. */
export function LadderView({ ladder }: { ladder: Ladder }) {
  const { t } = useWords();
  const [chosen, choose] = useState(0);
  const rows = useRef<(SVGGElement | null)[]>([]);
  const names = ladder.participants.map((participant) => participant.name);
  const x = (name: string) => GUTTER + COLUMN / 2 + names.indexOf(name) * COLUMN;
  const width = GUTTER + names.length * COLUMN;
  const height = HEAD + ladder.arrows.length * ROW + 10;
  const begin = new Date(ladder.arrows[0]?.time ?? 0).getTime();
  const arrow = ladder.arrows[chosen];

  useEffect(() => {
    rows.current[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const walk = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose((at) => Math.max(0, Math.min(ladder.arrows.length - 1, at + step)));
  };

  return (
    <div className="ladder">
      <div className="drawing" tabIndex={0} role="listbox" aria-label={t("Call trace")} onKeyDown={walk}>
        <svg width={width} height={height}>
          <defs>
            <marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
              <path d="M0 0 8 4 0 8z" fill="context-stroke" />
            </marker>
          </defs>
          {ladder.participants.map(({ name, node }) => (
            <g key={name}>
              <line x1={x(name)} x2={x(name)} y1={HEAD} y2={height} className="life" />
              <text x={x(name)} y={HEAD - 12} textAnchor="middle" className={node ? "node" : "phone"}>
                {name.length > 17 ? `${name.slice(0, 16)}…` : name}
              </text>
            </g>
          ))}
          {ladder.arrows.map((each, index) => (
            <Row
              key={index}
              arrow={each}
              y={HEAD + index * ROW + 20}
              from={x(each.from)}
              to={x(each.to)}
              width={width}
              since={(new Date(each.time).getTime() - begin) / 1000}
              chosen={index === chosen}
              choose={() => choose(index)}
              hold={(element) => {
                rows.current[index] = element;
              }}
            />
          ))}
        </svg>
      </div>
      <section className="message" aria-live="polite">
        {arrow === undefined ? <p>{t("Select an arrow to read its message.")}</p> : <MessageText arrow={arrow} />}
      </section>
    </div>
  );
}

function Row(props: {
  arrow: Arrow;
  y: number;
  from: number;
  to: number;
  width: number;
  since: number;
  chosen: boolean;
  choose: () => void;
  hold: (element: SVGGElement | null) => void;
}) {
  const { arrow, y, from, to } = props;
  const { t, exact } = useWords();
  const refused = arrow.protocol === "SIP" && /^[4-6]/.test(arrow.summary);
  const repeats = arrow.repeats === 0 ? "" : ` ×${arrow.repeats + 1}`;
  return (
    <g
      ref={props.hold}
      role="option"
      aria-selected={props.chosen}
      className={`arrow ${arrow.protocol.toLowerCase()} ${refused ? "refused" : ""} ${props.chosen ? "chosen" : ""}`}
      onClick={props.choose}
    >
      <title>{`${exact(arrow.time)} ${arrow.summary}` + (repeats === "" ? "" : ` (${t("sent again")}${repeats})`)}</title>
      <rect x="0" y={y - 19} width={props.width} height={ROW - 2} />
      <text x="6" y={y} className="since">
        {props.since.toFixed(3)}
      </text>
      {from === to ? null : <line x1={from} x2={to} y1={y} y2={y} markerEnd="url(#head)" />}
      <text x={(from + to) / 2} y={y - 5} textAnchor="middle" className="label">
        {arrow.label + repeats}
      </text>
    </g>
  );
}

function MessageText({ arrow }: { arrow: Arrow }) {
  const { t, exact } = useWords();
  return (
    <>
      <h2>{arrow.summary}</h2>
      <p>
        {exact(arrow.time)} · {arrow.protocol} · {arrow.from} → {arrow.to}
      </p>
      <pre>{arrow.decoded ?? arrow.payload}</pre>
      {arrow.decoded === null ? null : (
        <details>
          <summary>{t("Octets")}</summary>
          <pre>{arrow.payload}</pre>
        </details>
      )}
    </>
  );
}

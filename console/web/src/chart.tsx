/** Lines over time, drawn small; the table of numbers is in the title of each point. */
export interface Line {
  name: string;
  color: string;
  points: { time: number; value: number }[];
}

const WIDTH = 640;
const HEIGHT = 150;
const LEFT = 34;
const BOTTOM = 18;

export function Chart({ lines, label, format = String }: { lines: Line[]; label: string; format?: (value: number) => string }) {
  const all = lines.flatMap((line) => line.points);
  if (all.length === 0) return null;
  const first = Math.min(...all.map((point) => point.time));
  const last = Math.max(...all.map((point) => point.time), first + 1);
  const top = Math.max(...all.map((point) => point.value), 1e-9);
  const x = (time: number) => LEFT + ((time - first) / (last - first)) * (WIDTH - LEFT - 6);
  const y = (value: number) => 8 + (1 - value / top) * (HEIGHT - BOTTOM - 8);
  const clock = (time: number) => new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH - 6} y1={y(top * share)} y2={y(top * share)} className="grid" />
            <text x={LEFT - 4} y={y(top * share) + 4} textAnchor="end">
              {format(top * share)}
            </text>
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 4}>
          {clock(first)}
        </text>
        <text x={WIDTH - 6} y={HEIGHT - 4} textAnchor="end">
          {clock(last)}
        </text>
        {lines.map((line) => (
          <polyline
            key={line.name}
            fill="none"
            stroke={line.color}
            strokeWidth="2"
            points={line.points.map((point) => `${x(point.time).toFixed(1)},${y(point.value).toFixed(1)}`).join(" ")}
          />
        ))}
      </svg>
      <figcaption>
        {lines.map((line) => (
          <span key={line.name}>
            <i style={{ background: line.color }} />
            {line.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

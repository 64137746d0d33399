import type { Connection } from "@kontor/protocol/connections";
import { Card } from "../ui/card.tsx";
import { Badge, Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { STATES, WORDS } from "../words/words.ts";

interface StateCardProps {
	readonly connection: Connection;
	/** Unsaved changes come first: what is connected is what is stored. */
	readonly mayConnect: boolean;
	readonly busy: boolean;
	readonly onConnect: () => void;
	readonly onCheck: () => void;
}

/** How new orders come, and what asking for them often means for the shop (PRODUCT B2 to B4). */
function Reading({ reading }: { readonly reading: NonNullable<Connection["reading"]> }) {
	const { t, moment } = useSpeech();
	const { reports, everyMinutes, comparedAt, warning } = reading;
	return (
		<>
			<p className="means">
				{t((reports ? WORDS.shopReports : WORDS.shopIsAsked)(everyMinutes))}
				{comparedAt !== null && ` ${t(WORDS.comparedNext)} ${moment(comparedAt)}.`}
			</p>
			{warning !== null && (
				<Notice tone="busy">
					<p>{t(warning)}</p>
				</Notice>
			)}
		</>
	);
}

/** Whether the shop is read and written, and what the merchant can do where it is not. */
export function StateCard({ connection, mayConnect, busy, onConnect, onCheck }: StateCardProps) {
	const { t, moment } = useSpeech();
	const { name, means, tone } = STATES[connection.state];
	return (
		<Card title={t(WORDS.connection)} aside={<Badge tone={tone}>{t(name)}</Badge>}>
			<p>{t(means)}</p>
			<dl className="facts">
				{connection.url !== "" && (
					<div>
						<dt>{t(WORDS.address)}</dt>
						<dd>{connection.url}</dd>
					</div>
				)}
				<div>
					<dt>{t(WORDS.connectedSince)}</dt>
					<dd>{connection.connectedAt === null ? t(WORDS.never) : moment(connection.connectedAt)}</dd>
				</div>
				<div>
					<dt>{t(WORDS.lastReached)}</dt>
					<dd>{connection.reachedAt === null ? t(WORDS.never) : moment(connection.reachedAt)}</dd>
				</div>
			</dl>
			{connection.reading !== null && <Reading reading={connection.reading} />}
			{connection.testSystem && (
				<Notice tone="busy">
					<p>
						<strong>{t(WORDS.testSystem)}.</strong> {t(WORDS.testSystemMeans)}
					</p>
				</Notice>
			)}
			<div className="actions">
				{connection.state === "ready" && (
					<button type="button" className="button button-main" disabled={!mayConnect || busy} onClick={onConnect}>
						{t(WORDS.connect)}
					</button>
				)}
				{connection.state === "authorizing" && connection.authorizeUrl !== null && (
					<a className="button button-main" href={connection.authorizeUrl} target="_blank" rel="noreferrer">
						{t(WORDS.authorize)}
					</a>
				)}
				{connection.state === "refused" && (
					<button type="button" className="button button-main" disabled={busy} onClick={onCheck}>
						{t(WORDS.checkAgain)}
					</button>
				)}
			</div>
		</Card>
	);
}

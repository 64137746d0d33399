import { type ReactNode, useId } from "react";

interface CardProps {
	readonly title: string;
	/** Beside the title. */
	readonly aside?: ReactNode;
	/** A name by which the page can lead there. */
	readonly anchor?: string;
	readonly children: ReactNode;
}

export function Card({ title, aside, anchor, children }: CardProps) {
	const id = useId();
	return (
		<section className="card" aria-labelledby={id}>
			<header className="card-head">
				<h2 id={id}>
					<span id={anchor} tabIndex={anchor === undefined ? undefined : -1}>
						{title}
					</span>
				</h2>
				{aside}
			</header>
			{children}
		</section>
	);
}

import { type ReactNode, useId } from "react";

interface CardProps {
	readonly title: string;
	/** Beside the title. */
	readonly aside?: ReactNode;
	readonly children: ReactNode;
}

export function Card({ title, aside, children }: CardProps) {
	const id = useId();
	return (
		<section className="card" aria-labelledby={id}>
			<header className="card-head">
				<h2 id={id}>{title}</h2>
				{aside}
			</header>
			{children}
		</section>
	);
}

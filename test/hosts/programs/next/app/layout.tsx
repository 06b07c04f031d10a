import type { ReactNode } from "react";

export default function Layout({ children }: { children: ReactNode }): ReactNode {
  return (
    <html>
      <body>{children}</body>
    </html>
  );
}

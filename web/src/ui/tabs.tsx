import { type ReactNode } from 'react';
import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import styles from './tabs.module.css';

interface TabsProps<Name extends string> {
  /** For screen readers: what the tabs are about. */
  readonly label: string;
  readonly tabs: readonly { readonly name: Name; readonly title: string; readonly content: ReactNode }[];
  /** The open one; keep it in the address, so that it can be shared and gone back to. */
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
}

/** Views of one thing, one at a time. Arrow keys go between them. */
export function Tabs<Name extends string>({ label, tabs, open, onOpen }: TabsProps<Name>) {
  return (
    <BaseTabs.Root value={open} onValueChange={(name: Name) => onOpen(name)}>
      <BaseTabs.List className={styles.list} aria-label={label}>
        {tabs.map(({ name, title }) => (
          <BaseTabs.Tab key={name} value={name} className={styles.tab}>
            {title}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map(({ name, content }) => (
        <BaseTabs.Panel key={name} value={name} className={styles.panel}>
          {content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}

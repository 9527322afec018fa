import { type ReactNode, useState } from 'react';
import { Blade } from '../ui/blade.js';
import { Button } from '../ui/button.js';
import { Chart } from '../ui/chart.js';
import { Checkbox } from '../ui/checkbox.js';
import { Choice } from '../ui/choice.js';
import { Countdown } from '../ui/countdown.js';
import { ConfirmDialog, Dialog } from '../ui/dialog.js';
import { SelectField, TextArea, TextField } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { LaneMeter } from '../ui/lane-meter.js';
import { Card, Page, PageHead } from '../ui/page.js';
import { Badge, EmptyState, ErrorState, Notice, Skeleton } from '../ui/states.js';
import { Stepper } from '../ui/stepper.js';
import { Table } from '../ui/table.js';
import { Tabs } from '../ui/tabs.js';
import { toast } from '../ui/toast.js';
import { Problem } from '../api/problem.js';
import styles from './gallery-page.module.css';

const LOOKS = ['primary', 'secondary', 'quiet', 'danger'] as const;
const TONES = ['info', 'good', 'warn', 'bad'] as const;
const ROWS = [
  { reference: 'EVT-7K2M9Q', name: 'Ada Lovelace', seats: 2 },
  { reference: 'EVT-MW3MKN', name: 'Ben Okri', seats: 10 },
];
const BLADES = ['0000000', '0000009', '0000012', '000001b', '0000024', '000002d', '0000036', '000003f'];
const TIMES = Array.from({ length: 60 }, (_, second) => 1_790_000_000 + second);
const SERIES = [
  { title: 'Sold', colour: 'color-accent', values: TIMES.map((_, second) => Math.round(300 * (1 - 0.945 ** second))) },
  { title: 'Waiting', colour: 'color-link', values: TIMES.map((_, second) => Math.max(0, second - 35) * 4) },
] as const;
const HOUR_MS = 3_600_000;

/** `/gallery`: every part of the design system in sight, for those who build with it and for the tests that check it. */
export function GalleryPage() {
  return (
    <Page>
      <PageHead title="Gallery" lead="Every part of the design system, once." actions={<Button>An action</Button>} />
      <div className={styles.sections}>
        <Deeds />
        <Fields />
        <News />
        <Collections />
        <Pictures />
      </div>
    </Page>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.body}>{children}</div>
    </section>
  );
}

function Deeds() {
  const [open, setOpen] = useState<'dialog' | 'confirm'>();
  const close = (): void => {
    setOpen(undefined);
  };
  return (
    <Section title="Buttons and dialogs">
      <div className={styles.row}>
        {LOOKS.map((look) => (
          <Button key={look} look={look}>
            {look}
          </Button>
        ))}
        <Button look="primary" isBusy>
          Busy
        </Button>
        <Button look="primary" disabled>
          Disabled
        </Button>
      </div>
      <div className={styles.row}>
        <Button onClick={() => setOpen('dialog')}>Open a dialog</Button>
        <Button onClick={() => setOpen('confirm')}>Open a question</Button>
        <Button onClick={() => toast('Seat released', 'It goes to whoever has waited longest.')}>Show a toast</Button>
      </div>
      <Dialog isOpen={open === 'dialog'} onClose={close} title="A dialog" description="The page waits behind it.">
        <TextField label="Name" name="name" />
      </Dialog>
      <ConfirmDialog
        isOpen={open === 'confirm'}
        onClose={close}
        onConfirm={close}
        title="Cancel this booking?"
        description="The seats go to the waitlist at once."
        deed="Cancel booking"
        refusal="Keep it"
      />
    </Section>
  );
}

function Fields() {
  const [seats, setSeats] = useState(2);
  const [mode, setMode] = useState<'auto' | 'offer'>('auto');
  const [isTogether, setTogether] = useState(true);
  const modes = [
    { value: 'auto', title: 'Book at once' },
    { value: 'offer', title: 'Offer first' },
  ] as const;
  return (
    <Section title="Fields">
      <div className={styles.fields}>
        <TextField label="Title" hint="As on the poster." name="title" placeholder="A concert" />
        <TextField label="Search" type="search" icon="search" name="search" />
        <TextField
          label="E-mail address"
          type="email"
          name="email"
          defaultValue="ada@"
          error="This does not look right."
        />
        <TextField label="Starts" type="datetime-local" name="starts" />
        <SelectField label="Seating" name="seating">
          <option>General</option>
          <option>Reserved</option>
        </SelectField>
        <Stepper label="Seats" value={seats} min={1} max={10} onChange={setSeats} valueText={`${seats} seats`} />
        <Choice label="Waitlist" options={modes} value={mode} onChange={setMode} />
        <Checkbox label="Only side by side" isChecked={isTogether} onChange={setTogether} />
        <TextArea label="Description" name="description" />
      </div>
    </Section>
  );
}

function News() {
  const [untilMs] = useState(() => Date.now() + HOUR_MS);
  return (
    <Section title="News">
      {TONES.map((tone) => (
        <Notice key={tone} tone={tone} title={`A notice: ${tone}`}>
          <p>
            Something to know, <Countdown untilMs={untilMs} /> long.
          </p>
        </Notice>
      ))}
      <div className={styles.row}>
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            <Icon name="seat" /> {tone}
          </Badge>
        ))}
      </div>
      <EmptyState title="Nothing here">
        <p>And what to do about it.</p>
      </EmptyState>
      <ErrorState error={new Problem({ code: 'unreachable' })} onRetry={() => undefined} />
    </Section>
  );
}

function Collections() {
  const [tab, setTab] = useState<'table' | 'loading'>('table');
  const columns = [
    { name: 'reference', title: 'Reference', cell: ({ reference }: (typeof ROWS)[number]) => reference },
    { name: 'name', title: 'Name', cell: ({ name }: (typeof ROWS)[number]) => name },
    { name: 'seats', title: 'Seats', isNumber: true, cell: ({ seats }: (typeof ROWS)[number]) => seats },
  ];
  const table = <Table caption="Bookings" columns={columns} rows={ROWS} keyOf={({ reference }) => reference} />;
  return (
    <Section title="Collections">
      <Tabs
        label="Views"
        open={tab}
        onOpen={setTab}
        tabs={[
          { name: 'table', title: 'Table', content: table },
          { name: 'loading', title: 'Loading', content: <Skeleton height="9rem" /> },
        ]}
      />
      <Card>A card holds things together.</Card>
    </Section>
  );
}

function Pictures() {
  return (
    <Section title="Pictures">
      <div className={styles.blades}>
        {BLADES.map((id) => (
          <Blade key={id} id={id} />
        ))}
      </div>
      <Chart label="Seats sold rise from 0 to 290 in a minute." times={TIMES} series={SERIES} height={240} />
      {[0, 3, 140, 299, 300].map((seatsFree) => (
        <LaneMeter key={seatsFree} seatsFree={seatsFree} capacity={300} />
      ))}
    </Section>
  );
}

import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/states.js';
import { listTexts } from './list-texts.js';

/** The lists of an event that can be had as a file. */
type CsvList = 'bookings' | 'waitlist' | 'ledger';

interface CsvButtonProps {
  readonly eventId: string;
  readonly list: CsvList;
  /** As the table is narrowed. */
  readonly filter?: Readonly<Record<string, string>>;
}

/** Downloads the whole list, however long, as the table is narrowed. */
export function CsvButton({ eventId, list, filter = {} }: CsvButtonProps) {
  const t = useTexts(listTexts);
  const download = useMutation({
    mutationFn: async () => saveFile(await readCsv(eventId, list, filter), `${list}-${eventId}.csv`),
  });
  return (
    <>
      <Button isBusy={download.isPending} onClick={() => download.mutate()}>
        <Icon name="download" />
        {t('csv')}
      </Button>
      {download.isError && <ProblemNotice problem={toProblem(download.error)} />}
    </>
  );
}

/** Through the client, because a plain link carries no token. */
function readCsv(id: string, list: CsvList, query: Readonly<Record<string, string>>): Promise<Blob> {
  const options = {
    params: { path: { id }, query },
    headers: { accept: 'text/csv' },
    parseAs: 'blob',
  } as const;
  return answerOf<Blob>(api.GET(`/api/v1/events/{id}/${list}`, options));
}

function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

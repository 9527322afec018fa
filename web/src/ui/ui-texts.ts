import { defineTexts } from '../i18n/catalogue.js';

/** Texts of the design system itself. */
export const uiTexts = defineTexts({
  close: { en: 'Close', id: 'Tutup' },
  dismiss: { en: 'Dismiss', id: 'Singkirkan' },
  fewer: { en: 'Fewer', id: 'Kurangi' },
  more: { en: 'More', id: 'Tambah' },
  fieldMalformed: {
    en: 'This does not look right. Please check it.',
    id: 'Sepertinya ada yang keliru. Mohon periksa.',
  },
  fieldMissing: { en: 'Please fill this in.', id: 'Mohon isi bagian ini.' },
  fieldTooShort: { en: 'This is too short.', id: 'Ini terlalu pendek.' },
  loading: { en: 'Loading', id: 'Memuat' },
  notifications: { en: 'Notifications', id: 'Pemberitahuan' },
  showMore: { en: 'Show more', id: 'Tampilkan lagi' },
  time: { en: 'Time', id: 'Waktu' },
  timeIsUp: { en: 'time is up', id: 'waktu habis' },
  tryAgain: { en: 'Try again', id: 'Coba lagi' },
  wrong: { en: 'That did not work', id: 'Tidak berhasil' },
});

import { defineTexts } from '../i18n/catalogue.js';

/** Texts of building a hall and of blocking seats in one. */
export const hallTexts = defineTexts({
  accessible: { en: 'accessible', id: 'aksesibel' },
  add: { en: 'Add a section', id: 'Tambah bagian' },
  aisles: { en: 'Aisles after seats', id: 'Lorong setelah kursi' },
  aislesHint: { en: 'For example 4, 14', id: 'Misalnya 4, 14' },
  block: {
    en: '{count, plural, =0 {Take off sale} one {Take # seat off sale} other {Take # seats off sale}}',
    id: '{count, plural, =0 {Hentikan penjualan} other {Hentikan penjualan # kursi}}',
  },
  blockLead: {
    en: 'Choose free seats to take them off sale, for the press or a camera, or blocked ones to put them back. The capacity follows.',
    id: 'Pilih kursi kosong untuk dihentikan penjualannya, misalnya untuk pers atau kamera, atau kursi terblokir untuk dijual lagi. Kapasitas mengikuti.',
  },
  blocked: {
    en: '{count, plural, one {# seat is off sale.} other {# seats are off sale.}}',
    id: '{count, plural, other {# kursi dihentikan penjualannya.}}',
  },
  clear: { en: 'Clear the choice', id: 'Hapus pilihan' },
  empty: {
    en: 'A hall needs a section with at least one seat.',
    id: 'Gedung perlu satu bagian dengan sedikitnya satu kursi.',
  },
  hall: { en: 'The hall', id: 'Gedung' },
  marking: {
    en: 'Press seats in the plan to mark them as accessible: they are round, and never given automatically.',
    id: 'Tekan kursi pada denah untuk menandainya aksesibel: bentuknya bulat, dan tidak pernah dipilihkan otomatis.',
  },
  moreRows: { en: 'Show more rows', id: 'Tampilkan baris berikutnya' },
  name: { en: 'Name', id: 'Nama' },
  nameMissing: { en: 'Every section needs a name.', id: 'Setiap bagian perlu nama.' },
  nameTwice: { en: 'Two sections have the same name.', id: 'Dua bagian bernama sama.' },
  previewSimple: {
    en: 'The plan shows the first {rows} rows; all of them are saved.',
    id: 'Denah menampilkan {rows} baris pertama; semuanya tersimpan.',
  },
  remove: { en: 'Remove {section}', id: 'Hapus {section}' },
  rows: { en: 'Rows', id: 'Baris' },
  seat: { en: '{section}, row {row}, seat {number}', id: '{section}, baris {row}, kursi {number}' },
  seats: {
    en: '{count, plural, one {# seat} other {# seats}}',
    id: '{count, plural, other {# kursi}}',
  },
  seatsPerRow: { en: 'Seats per row', id: 'Kursi per baris' },
  section: { en: 'Section', id: 'Bagian' },
  sectionNew: { en: 'Section {number}', id: 'Bagian {number}' },
  stage: { en: 'Stage', id: 'Panggung' },
  staleSeats: {
    en: 'Somebody changed the event meanwhile. The plan is fresh now, and your choice is kept as far as it can be: please press again.',
    id: 'Acara ini baru saja diubah orang lain. Denah sudah diperbarui dan pilihan Anda dipertahankan sebisanya: silakan tekan lagi.',
  },
  state_blocked: { en: 'off sale', id: 'tidak dijual' },
  state_booked: { en: 'booked', id: 'dipesan' },
  state_free: { en: 'free', id: 'kosong' },
  state_held: { en: 'held', id: 'ditahan' },
  takenMeanwhile: {
    en: 'Some of these seats have just been taken. They are no longer chosen: please look again.',
    id: 'Beberapa kursi ini baru saja diambil. Kursi itu tidak lagi terpilih: silakan periksa lagi.',
  },
  tooLarge: { en: 'That is more than 50,000 seats.', id: 'Itu lebih dari 50.000 kursi.' },
  tooLargeForAisles: {
    en: 'A hall with aisles may have up to 20,000 seats.',
    id: 'Gedung dengan lorong paling banyak 20.000 kursi.',
  },
  unblock: {
    en: '{count, plural, =0 {Put back on sale} one {Put # seat back on sale} other {Put # seats back on sale}}',
    id: '{count, plural, =0 {Jual lagi} other {Jual lagi # kursi}}',
  },
  unblocked: {
    en: '{count, plural, one {# seat is on sale again.} other {# seats are on sale again.}}',
    id: '{count, plural, other {# kursi dijual lagi.}}',
  },
});

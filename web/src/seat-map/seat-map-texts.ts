import { defineTexts } from '../i18n/catalogue.js';

/** Texts of the seat map, and of the list beside it. */
export const seatMapTexts = defineTexts({
  accessible: { en: 'accessible', id: 'aksesibel' },
  booked: { en: 'booked', id: 'terpesan' },
  chosen: { en: 'chosen', id: 'dipilih' },
  chosenCount: {
    en: '{count, plural, =0 {No seat chosen yet} one {# seat chosen} other {# seats chosen}}',
    id: '{count, plural, =0 {Belum ada kursi dipilih} other {# kursi dipilih}}',
  },
  fit: { en: 'Whole hall', id: 'Seluruh ruang' },
  free: { en: 'free', id: 'kosong' },
  freeOf: { en: '{free} of {all} free', id: '{free} dari {all} kosong' },
  full: {
    en: '{count, plural, one {You can choose # seat at most.} other {You can choose # seats at most.}}',
    id: '{count, plural, other {Anda dapat memilih paling banyak # kursi.}}',
  },
  giveBack: { en: 'Do not take', id: 'Batalkan pilihan' },
  held: { en: 'held by somebody', id: 'sedang ditahan orang lain' },
  hold: {
    en: '{count, plural, =0 {Hold seats} one {Hold # seat} other {Hold # seats}}',
    id: '{count, plural, =0 {Tahan kursi} other {Tahan # kursi}}',
  },
  holdWhy: {
    en: '{minutes, plural, one {They are kept for you for # minute, then you confirm.} other {They are kept for you for # minutes, then you confirm.}}',
    id: '{minutes, plural, other {Kursi disimpan # menit untuk Anda, lalu Anda konfirmasi.}}',
  },
  keys: {
    en: 'Arrow keys go from seat to seat, Enter chooses, plus and minus zoom, 0 shows the whole hall.',
    id: 'Tombol panah berpindah antar kursi, Enter memilih, plus dan minus memperbesar, 0 menampilkan seluruh ruang.',
  },
  list: { en: 'List', id: 'Daftar' },
  lost: {
    en: 'Somebody was faster with {seats}. Your other seats are still chosen.',
    id: 'Orang lain lebih cepat mendapatkan {seats}. Pilihan Anda yang lain tetap ada.',
  },
  lostAll: {
    en: 'Somebody was faster with {seats}. Please choose again.',
    id: 'Orang lain lebih cepat mendapatkan {seats}. Silakan pilih lagi.',
  },
  map: { en: 'Map', id: 'Denah' },
  mapLabel: { en: 'Seat map', id: 'Denah kursi' },
  own: { en: 'yours', id: 'milik Anda' },
  pickHint: {
    en: 'Press seats to choose them. Zoom in with two fingers, with the buttons, or with Ctrl and the wheel.',
    id: 'Ketuk kursi untuk memilih. Perbesar dengan dua jari, tombol, atau Ctrl dan roda mouse.',
  },
  row: { en: 'Row {row}', id: 'Baris {row}' },
  seat: { en: 'Row {row}, seat {number}', id: 'Baris {row}, kursi {number}' },
  seatInSection: { en: '{section}, row {row}, seat {number}', id: '{section}, baris {row}, kursi {number}' },
  stage: { en: 'STAGE', id: 'PANGGUNG' },
  taken: { en: 'taken', id: 'tidak tersedia' },
  blocked: { en: 'not for sale', id: 'tidak dijual' },
  title: { en: 'Choose your seats', id: 'Pilih kursi Anda' },
  view: { en: 'View', id: 'Tampilan' },
  zoomIn: { en: 'Zoom in', id: 'Perbesar' },
  zoomOut: { en: 'Zoom out', id: 'Perkecil' },
});

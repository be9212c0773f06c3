#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents the notes that sound, at most one of each part and pitch, in the order of their ends. The
    /// memory is fixed, and few notes sound at once, so a sorted row beats any tree.
    /// </summary>
    internal sealed class SoundingNotes
    {
        private const long Silent = -1;

        // The note that ends first is the last of the row.
        private readonly SoundingNote[] row;
        private readonly long[] ends;
        private int count;

        public SoundingNotes(int parts)
        {
            row = new SoundingNote[parts * 128];
            ends = new long[parts * 128];
            Clear();
        }

        public void Clear()
        {
            count = 0;
            Array.Fill(ends, Silent);
        }

        /// <summary>Adds a note of a part and pitch that are silent.</summary>
        public void Add(SoundingNote note)
        {
            var at = count++;
            for (; at > 0 && row[at - 1].IsBefore(note); at--)
            {
                row[at] = row[at - 1];
            }

            row[at] = note;
            ends[note.Part * 128 + note.Pitch] = note.End;
        }

        /// <summary>Takes a note out before its time.</summary>
        /// <returns>Whether it sounded.</returns>
        public bool Remove(int part, int pitch)
        {
            if (!IsSounding(part, pitch))
            {
                return false;
            }

            var at = count - 1;
            while (row[at].Part != part || row[at].Pitch != pitch)
            {
                at--;
            }

            RemoveAt(at);
            return true;
        }

        /// <summary>Takes the note that ends first, if it ends at a step or before.</summary>
        public bool TryTake(long step, out SoundingNote note)
        {
            if (count == 0 || row[count - 1].End > step)
            {
                note = default;
                return false;
            }

            note = row[count - 1];
            RemoveAt(count - 1);
            return true;
        }

        public bool IsSounding(int part, int pitch) => ends[part * 128 + pitch] != Silent;

        /// <summary>Gets the step at which a note that sounds is to end.</summary>
        public long EndOf(int part, int pitch) => ends[part * 128 + pitch];

        public void Save(ref SaveWriter to)
        {
            to.Int(count);
            for (var i = 0; i < count; i++)
            {
                to.Long(row[i].End);
                to.Int(row[i].Part << 8 | row[i].Pitch);
            }
        }

        public void Restore(ref SaveReader from)
        {
            Clear();
            for (var left = from.Int(); left > 0; left--)
            {
                var end = from.Long();
                var place = from.Int();
                Add(new SoundingNote(end, place >> 8, place & 0xFF));
            }
        }

        private void RemoveAt(int at)
        {
            ends[row[at].Part * 128 + row[at].Pitch] = Silent;
            count--;
            Array.Copy(row, at + 1, row, at, count - at);
        }
    }
}

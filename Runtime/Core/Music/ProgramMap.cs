#nullable enable
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents the programs of the 16 channels over time.</summary>
    internal sealed class ProgramMap
    {
        private readonly List<(long Tick, int Order, byte Program)>[] changes =
            new List<(long Tick, int Order, byte Program)>[16];

        public void Add(int channel, long tick, byte program)
        {
            changes[channel] ??= new List<(long Tick, int Order, byte Program)>();
            changes[channel].Add((tick, changes[channel].Count, program));
        }

        public void Sort()
        {
            foreach (var list in changes)
            {
                list?.Sort();
            }
        }

        /// <summary>Gets the program of a channel at a tick; changes at the tick itself count.</summary>
        public byte ProgramAt(int channel, long tick)
        {
            var list = changes[channel];
            var low = 0;
            var high = list?.Count ?? 0;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (list![middle].Tick <= tick)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low > 0 ? list![low - 1].Program : (byte)0;
        }
    }
}

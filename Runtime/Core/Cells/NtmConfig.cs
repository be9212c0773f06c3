#nullable enable
using System;

namespace RnnGen
{
    /// <summary>The blueprint of the memory of a <see cref="NtmCell{TController}"/>, and of its heads.</summary>
    public sealed class NtmConfig
    {
        /// <summary>The number of locations N.</summary>
        public int Locations { get; set; } = 128;

        /// <summary>The width M: how many numbers a location holds.</summary>
        public int Width { get; set; } = 20;

        /// <summary>The number of heads that read.</summary>
        public int ReadHeads { get; set; } = 1;

        /// <summary>The number of heads that write.</summary>
        public int WriteHeads { get; set; } = 1;

        /// <summary>How many locations a head can move by in one step, in either direction.</summary>
        public int Shift { get; set; } = 1;

        /// <summary>
        /// The numbers read at each step, which the controller gets behind its input: ReadHeads · Width.
        /// </summary>
        public int Reads => ReadHeads * Width;

        /// <summary>The number of heads of both kinds.</summary>
        internal int Heads => ReadHeads + WriteHeads;

        /// <summary>What a head's address is made from: k, β, γ, g and s.</summary>
        internal int AddressSize => Width + 3 + Shifts;

        /// <summary>The moves to choose from.</summary>
        internal int Shifts => 2 * Shift + 1;

        internal void Check()
        {
            if (Locations < 1 || Width < 1 || ReadHeads < 1 || WriteHeads < 1)
            {
                throw new ArgumentException(
                    "A memory needs at least one location, column, read head and write head, but has " +
                    $"{Locations}, {Width}, {ReadHeads} and {WriteHeads}.");
            }

            if (Shift < 0 || Shift >= Locations)
            {
                throw new ArgumentException(
                    $"Heads must move by at least 0 and less than {Locations} locations, but by {Shift}.");
            }
        }
    }
}

using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Lab;

public sealed class DigitGridTests
{
    private const int CellSize = DigitGrid.CellSide * DigitGrid.CellSide;
    private const int Light = 20;

    private static readonly DigitGrid grid = new(new HandwrittenDigits(
        [.. Enumerable.Range(0, 10).Select(Even)], [.. Enumerable.Range(0, 10).Select(i => (byte)i)]));

    // Oracle: the light that is found where a reader goes, line by line.
    [Test]
    public void Digits_are_told_in_the_order_of_reading()
    {
        const int Pictures = 30;
        var batch = grid.Make(Pictures, new Rng(1));
        Assert.That(batch.Count, Is.EqualTo(Pictures));
        for (var picture = 0; picture < Pictures; picture++)
        {
            var cells = Enumerable.Range(0, DigitGrid.Cells).Select(cell => Cell(batch, picture, cell)).ToArray();
            var brightest = cells.Select(pixels => pixels.Max()).ToArray();
            var found = brightest.Where(light => light > 0).Select(light => (light * 255 / Light) - 1);
            var told = Enumerable.Range(0, DigitGrid.Filled).Select(answer => batch.LabelOf(picture, answer));
            Assert.That(found, Is.EqualTo(told).Within(1e-4));
            var occupied = Enumerable.Range(0, DigitGrid.Cells).Where(cell => brightest[cell] > 0);
            Assert.That(DigitGrid.CellsOf(cells.SelectMany(pixels => pixels).ToArray()), Is.EqualTo(occupied));
            Assert.That(cells.Select(pixels => pixels.Count(light => light > 0)), Is.All.AnyOf(0, 14 * 14));
        }
    }

    // Oracle: chance. Each cell is filled in 5 pictures of 16, and each of 9 places within it comes about.
    [Test]
    public void Digits_are_laid_in_every_cell_and_every_place()
    {
        const int Pictures = 3000;
        var batch = grid.Make(Pictures, new Rng(2));
        var corners = (
            from picture in Enumerable.Range(0, Pictures)
            from cell in Enumerable.Range(0, DigitGrid.Cells)
            let corner = Array.FindIndex(Cell(batch, picture, cell), light => light > 0)
            where corner >= 0
            select (Cell: cell, Corner: corner)).ToArray();
        Assert.That(corners, Has.Length.EqualTo(Pictures * DigitGrid.Filled));
        const double Expected = Pictures * 5.0 / 16;
        var deviation = Math.Sqrt(Expected * 11 / 16);
        foreach (var cell in corners.GroupBy(found => found.Cell))
        {
            Assert.That(cell.Count(), Is.EqualTo(Expected).Within(4 * deviation));
        }

        int[] places = [0, 1, 2, 16, 17, 18, 32, 33, 34];
        Assert.That(corners.Select(found => found.Corner).Distinct().Order(), Is.EqualTo(places));
    }

    // Oracle: the definition of a mean. What the shares of a reader add up to, and where an untrained one looks.
    [Test]
    public void A_reader_looks_everywhere_alike_before_it_has_learned()
    {
        var batch = grid.Make(3, new Rng(3));
        var images = batch.Images(new RowShare(new CpuBackend(), 0, batch.Count));
        foreach (var isPooled in new[] { false, true })
        {
            var steps = new DigitReader(1, 8, 6, isPooled).Read(images).ToArray();
            Assert.That(steps, Has.Length.EqualTo(DigitGrid.Filled));
            foreach (var (_, shares) in steps)
            {
                var places = isPooled ? 1 : DigitGrid.Cells;
                var look = shares.Row(2).ToArray();
                Assert.That(look, Has.Length.EqualTo(places).And.All.EqualTo(1f / places).Within(1e-6));
            }
        }
    }

    // Oracle: an average of which the order does not matter.
    [Test]
    public void A_pooled_reader_and_one_that_has_not_learned_where_to_look_see_the_same()
    {
        var images = grid.Make(3, new Rng(4)).Images(new RowShare(new CpuBackend(), 0, 3));
        var looks = new DigitReader(1, 8, 6, isPooled: false).Answer(images);
        var pooled = new DigitReader(1, 8, 6, isPooled: true).Answer(images);
        for (var digit = 0; digit < DigitGrid.Filled; digit++)
        {
            Assert.That(looks[digit].Row(1).ToArray(), Is.EqualTo(pooled[digit].Row(1).ToArray()).Within(1e-5));
        }
    }

    private static float[] Cell(DigitBatch batch, int picture, int cell)
    {
        return batch.Pixels.AsSpan(((picture * DigitGrid.Cells) + cell) * CellSize, CellSize).ToArray();
    }

    // As bright all over as its number says.
    private static byte[] Even(int digit)
    {
        return [.. Enumerable.Repeat((byte)(Light * (digit + 1)), HandwrittenDigits.Side * HandwrittenDigits.Side)];
    }
}
